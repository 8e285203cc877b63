package io.anchorify.auth.servlet.conformance;

import io.anchorify.auth.TokenPrincipal;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The servlets behind the filter. */
public final class Servlets {

    private Servlets() {}

    /** Responds with the principal. The parameter {@code then} selects what it does next. */
    public static final class Echo extends HttpServlet {

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setHeader("X-Session", String.valueOf(request.getSession(false) != null));
            String then = String.valueOf(request.getParameter("then"));
            response.setContentType("text/plain");
            response.getOutputStream().print(describe(request));
            switch (then) {
                case "flush" -> response.flushBuffer();
                case "stream" -> {
                    response.setHeader("Vary", "Accept");
                    response.setHeader("Cache-Control", "public, max-age=60");
                    for (int i = 0; i < 10_000; i++) {
                        response.getOutputStream().print("0123456789");
                    }
                }
                case "reset" -> {
                    response.reset();
                    response.getOutputStream().print("reset");
                }
                case "missing" -> {
                    response.reset();
                    response.sendError(404);
                }
                case "fail" -> throw new IllegalStateException("Failed on purpose");
                case "forbid" -> {
                    response.reset();
                    response.setStatus(403);
                }
                default -> {}
            }
        }

        static String describe(HttpServletRequest request) {
            String token = principal(request) instanceof TokenPrincipal principal ? principal.label() : "none";
            return "owner=%s user=%s auth=%s token=%s read=%s write=%s dispatch=%s\n"
                    .formatted(
                            request.getUserPrincipal() == null
                                    ? null
                                    : request.getUserPrincipal().getName(),
                            request.getRemoteUser(),
                            request.getAuthType(),
                            token,
                            request.isUserInRole("read"),
                            request.isUserInRole("write") || (!isWrapped(request) && request.isUserInRole(null)),
                            request.getDispatcherType());
        }
    }

    /** Finds the principal of the library in that of the request: a context attribute of containers that wrap it. */
    @FunctionalInterface
    interface PrincipalUnwrapper {

        String ATTRIBUTE = PrincipalUnwrapper.class.getName();

        Object unwrap(Principal principal);
    }

    /** Spring Security fails with a role that is null. */
    private static boolean isWrapped(HttpServletRequest request) {
        return request.getServletContext().getAttribute(PrincipalUnwrapper.ATTRIBUTE) != null;
    }

    private static Object principal(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        return request.getServletContext().getAttribute(PrincipalUnwrapper.ATTRIBUTE)
                        instanceof PrincipalUnwrapper wrapped
                ? wrapped.unwrap(principal)
                : principal;
    }

    /** Dispatches to the path in the parameter {@code to}, in the way that the parameter {@code by} selects. */
    public static final class Dispatching extends HttpServlet {

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            String to = request.getParameter("to");
            if (request.getParameter("logout") != null && request.getUserPrincipal() != null) {
                request.logout();
            }
            switch (request.getParameter("by")) {
                case "forward-after-writing" -> {
                    response.getWriter().write("discarded");
                    request.getRequestDispatcher(to).forward(request, response);
                }
                case "forward" -> request.getRequestDispatcher(to).forward(request, response);
                case "include" -> {
                    response.getOutputStream().print("before\n");
                    request.getRequestDispatcher(to).include(request, response);
                    response.getOutputStream().print("after\n");
                }
                case "error" -> response.sendError(418);
                case "throw" -> throw new ServletException("Failed on purpose");
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

    /** Calls the methods of Servlet 6.0 section 13.3 and responds with their results. */
    static final class Caller extends HttpServlet {

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            String before = "%s %s %s"
                    .formatted(request.isUserInRole("**"), request.isUserInRole("*"), request.authenticate(response));
            String login = "succeeded";
            try {
                request.login("grace", "password");
            } catch (ServletException e) {
                login = "refused";
            }
            String user = request.getRemoteUser();
            request.logout();
            response.getOutputStream()
                    .print("%s login %s %s, then %s %s %s %s"
                            .formatted(
                                    before,
                                    login,
                                    user,
                                    request.getUserPrincipal(),
                                    request.getRemoteUser(),
                                    request.getAuthType(),
                                    request.isUserInRole("**")));
        }
    }

    /** Keeps the library's attributes of one request, and sets them on another request, which it forwards. */
    static final class CopyingAttributes extends HttpServlet {

        private final transient Map<String, Object> kept = new ConcurrentHashMap<>();

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            String to = request.getParameter("to");
            if (to == null) {
                attributes(request).forEach(name -> kept.put(name, request.getAttribute(name)));
                response.getOutputStream().print("kept " + kept.size());
            } else {
                kept.forEach(request::setAttribute);
                request.getRequestDispatcher(to).forward(request, response);
            }
        }

        private static List<String> attributes(HttpServletRequest request) {
            return Collections.list(request.getAttributeNames()).stream()
                    .filter(name -> name.startsWith("io.anchorify"))
                    .toList();
        }
    }
}
