package io.anchorify.examples.jetty.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/** Signs a user in with the container's authentication. */
public final class LoginServlet extends PageServlet {

    private static final long serialVersionUID = 1L;

    public LoginServlet(Pages pages) {
        super(pages);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getRemoteUser() != null) {
            response.sendRedirect("/dashboard");
            return;
        }
        pages.login(response, Visitor.of(request), false, "");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String username = Objects.requireNonNullElse(request.getParameter("username"), "");
        String password = Objects.requireNonNullElse(request.getParameter("password"), "");
        if (request.getRemoteUser() != null) {
            request.logout();
        }
        if (!signIn(request, username, password)) {
            pages.login(response, Visitor.of(request), true, username);
            return;
        }
        // Against session fixation: a session id or form from before the sign-in is no longer valid.
        request.changeSessionId();
        CsrfToken.renew(request.getSession());
        response.sendRedirect("/dashboard", HttpServletResponse.SC_SEE_OTHER);
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
