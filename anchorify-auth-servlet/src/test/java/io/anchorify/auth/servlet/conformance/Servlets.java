package io.anchorify.auth.servlet.conformance;

import io.anchorify.auth.TokenPrincipal;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What stands behind the filter in the tests. */
public final class Servlets {

    private Servlets() {}

    /** Answers with whom it was called for, or runs into trouble as the parameter {@code then} asks. */
    public static final class Echo extends HttpServlet {

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setHeader("X-Session", String.valueOf(request.getSession(false) != null));
            String then = String.valueOf(request.getParameter("then"));
            response.setContentType("text/plain");
            response.getOutputStream().print(describe(request));
            switch (then) {
                case "flush" -> response.flushBuffer();
                case "fail" -> throw new IllegalStateException("The handler failed");
                case "forbid" -> {
                    response.reset();
                    response.setStatus(403);
                }
                default -> {
                    // Nothing more to do.
                }
            }
        }

        static String describe(HttpServletRequest request) {
            String token = request.getUserPrincipal() instanceof TokenPrincipal principal ? principal.label() : "none";
            return "owner=%s user=%s auth=%s token=%s read=%s write=%s dispatch=%s\n"
                    .formatted(
                            request.getUserPrincipal() == null
                                    ? null
                                    : request.getUserPrincipal().getName(),
                            request.getRemoteUser(),
                            request.getAuthType(),
                            token,
                            request.isUserInRole("read"),
                            request.isUserInRole("write") || request.isUserInRole(null),
                            request.getDispatcherType());
        }
    }

    /** Goes on to the path in the parameter {@code to}, in the way that the parameter {@code by} names. */
    public static final class Dispatching extends HttpServlet {

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            String to = request.getParameter("to");
            switch (request.getParameter("by")) {
                case "forward-after-writing" -> {
                    response.getWriter().write("forgotten");
                    request.getRequestDispatcher(to).forward(request, response);
                }
                case "forward" -> request.getRequestDispatcher(to).forward(request, response);
                case "include" -> {
                    response.getOutputStream().print("before\n");
                    request.getRequestDispatcher(to).include(request, response);
                    response.getOutputStream().print("after\n");
                }
                case "error" -> response.sendError(418);
                case "throw" -> throw new ServletException("The handler failed");
                case "async" -> dispatchOnce(request, to);
                case "async-complete" -> completeElsewhere(request, response);
                default -> throw new IllegalArgumentException(request.getParameter("by"));
            }
        }

        private static void dispatchOnce(HttpServletRequest request, String to) {
            if (request.getDispatcherType() != DispatcherType.ASYNC) {
                AsyncContext context = request.startAsync();
                new Thread(() -> context.dispatch(to)).start();
            }
        }

        private static void completeElsewhere(HttpServletRequest request, HttpServletResponse response) {
            AsyncContext context = request.startAsync(request, response);
            context.start(() -> {
                try {
                    HttpServletRequest same = (HttpServletRequest) context.getRequest();
                    context.getResponse().getOutputStream().print(Echo.describe(same));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                } finally {
                    context.complete();
                }
            });
        }
    }

    /** Keeps the attributes of one request if it is asked to, and puts them on another, which it then forwards. */
    static final class Carrying extends HttpServlet {

        private final transient Map<String, Object> kept = new ConcurrentHashMap<>();

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            String to = request.getParameter("to");
            if (request.getParameter("keep") != null) {
                // Before this there is no need for an attribute.
                AsyncContext context = request.startAsync();
                ours(request).forEach(name -> kept.put(name, request.getAttribute(name)));
                response.getOutputStream().print(kept.isEmpty() ? "nothing to keep" : "kept with the principal");
                context.complete();
            } else if (to == null) {
                response.getOutputStream().print(ours(request).isEmpty() ? "nothing to keep" : "something to keep");
            } else {
                kept.forEach(request::setAttribute);
                request.getRequestDispatcher(to).forward(request, response);
            }
        }

        private static List<String> ours(HttpServletRequest request) {
            return Collections.list(request.getAttributeNames()).stream()
                    .filter(name -> name.startsWith("io.anchorify"))
                    .toList();
        }
    }
}
