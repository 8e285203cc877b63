package io.anchorify.examples.jetty.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Collections;
import java.util.Objects;

/** Signs a user in with the container's authentication. An anonymous visitor has no session. */
public final class LoginServlet extends PageServlet {

    private static final long serialVersionUID = 1L;

    private final transient SignInThrottle throttle;
    private final transient UserSessions sessions = new UserSessions();
    private final transient BrowserCookie cookie;
    private final boolean isBehindProxy;

    public LoginServlet(Pages pages, BrowserCookie cookie, SignInThrottle throttle, boolean isBehindProxy) {
        super(pages);
        this.throttle = throttle;
        this.cookie = cookie;
        this.isBehindProxy = isBehindProxy;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getRemoteUser() != null) {
            response.sendRedirect("/dashboard");
            return;
        }
        pages.login(response, Visitor.of(request, response, cookie), false, "");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String username = Objects.requireNonNullElse(request.getParameter("username"), "");
        String password = Objects.requireNonNullElse(request.getParameter("password"), "");
        String browser = cookie.find(request);
        SignInThrottle.Attempt attempt = throttle.attempt(username, clientAddress(request), browser);
        if (!attempt.retryAfter().isZero()) {
            pages.tooManyAttempts(response, attempt.retryAfter());
            return;
        }
        endSession(request);
        if (!signIn(request, username, password)) {
            pages.login(response, Visitor.of(request, response, cookie), true, username);
            return;
        }
        throttle.succeeded(attempt);
        sessions.add(username, request.getSession());
        response.sendRedirect("/dashboard", HttpServletResponse.SC_SEE_OTHER);
    }

    /** A proxy appends the address that it sees; what is before it was sent by the client. */
    private String clientAddress(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        if (isBehindProxy) {
            for (String header : Collections.list(request.getHeaders("X-Forwarded-For"))) {
                address = header.substring(header.lastIndexOf(',') + 1).strip();
            }
        }
        return address;
    }

    /** Against session fixation: the session after the sign-in is a new one. */
    private static void endSession(HttpServletRequest request) throws ServletException {
        request.logout();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    private static boolean signIn(HttpServletRequest request, String username, String password) {
        try {
            request.login(username, password);
            return true;
        } catch (ServletException e) {
            return false;
        }
    }
}
