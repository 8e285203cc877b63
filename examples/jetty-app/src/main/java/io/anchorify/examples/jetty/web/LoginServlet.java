package io.anchorify.examples.jetty.web;

import io.anchorify.auth.web.FormProtection;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Collections;
import java.util.Objects;
import java.util.regex.Pattern;

/** Signs a user in with the container's authentication. An anonymous visitor has no session. */
public final class LoginServlet extends PageServlet {

    private static final long serialVersionUID = 1L;

    private static final String DASHBOARD = "/dashboard";
    private static final Pattern NEXT = Pattern.compile("/dashboard([/?][\\x21-\\x7E&&[^\\\\]]*)?");

    private final transient FormProtection forms;
    private final transient SignInThrottle throttle;
    private final transient UserSessions sessions = new UserSessions();
    private final transient BrowserCookie cookie;
    private final boolean isBehindProxy;

    public LoginServlet(
            Pages pages, FormProtection forms, BrowserCookie cookie, SignInThrottle throttle, boolean isBehindProxy) {
        super(pages);
        this.forms = forms;
        this.throttle = throttle;
        this.cookie = cookie;
        this.isBehindProxy = isBehindProxy;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String next = next(request);
        if (request.getRemoteUser() != null) {
            response.sendRedirect(next);
            return;
        }
        pages.login(response, 200, form(request, response, "", next, LoginForm.Problem.NONE));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (!forms.isSameOrigin(request)) {
            pages.rejectedForm(response);
            return;
        }
        // From a visitor who was sent no form, no body is read.
        boolean wasSentAForm = cookie.find(request) != null || request.getSession(false) != null;
        String username = wasSentAForm ? Objects.requireNonNullElse(request.getParameter("username"), "") : "";
        if (!wasSentAForm || !isOwnForm(request)) {
            String next = wasSentAForm ? next(request) : DASHBOARD;
            pages.login(response, 403, form(request, response, username, next, LoginForm.Problem.OUT_OF_DATE));
            return;
        }
        String password = Objects.requireNonNullElse(request.getParameter("password"), "");
        String browser = cookie.find(request);
        SignInThrottle.Attempt attempt = throttle.attempt(username, clientAddress(request), browser);
        if (!attempt.retryAfter().isZero()) {
            pages.tooManyAttempts(response, attempt.retryAfter());
            return;
        }
        endSession(request);
        if (!signIn(request, username, password)) {
            pages.login(response, 401, form(request, response, username, next(request), LoginForm.Problem.INCORRECT));
            return;
        }
        throttle.succeeded(attempt);
        sessions.add(username, request.getSession());
        response.sendRedirect(next(request), HttpServletResponse.SC_SEE_OTHER);
    }

    private LoginForm form(
            HttpServletRequest request,
            HttpServletResponse response,
            String username,
            String next,
            LoginForm.Problem problem) {
        Visitor visitor = new Visitor(null, cookie.idOf(request, response), Contact.of(request));
        return new LoginForm(visitor, username, next, problem);
    }

    /**
     * A form contains the id of the browser's cookie, which another site cannot read. A form that was loaded before the user signed
     * in with another tab is as good as one that was loaded afterwards.
     */
    private boolean isOwnForm(HttpServletRequest request) {
        String browser = cookie.find(request);
        String sent = request.getParameter(FormProtection.FIELD);
        return (browser != null && browser.equals(sent)) || forms.hasToken(request);
    }

    /** Where the user continues: a path of the dashboard, so that a link cannot lead to another site. */
    private static String next(HttpServletRequest request) {
        String next = Objects.requireNonNullElse(request.getParameter("next"), DASHBOARD);
        return NEXT.matcher(next).matches() ? next : DASHBOARD;
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
