package io.anchorify.examples.jetty.web;

import io.anchorify.auth.web.FormProtection;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;

/** Signs a user out and ends the session. */
public final class LogoutServlet extends PageServlet {

    private static final long serialVersionUID = 1L;

    private final transient FormProtection forms;

    public LogoutServlet(Pages pages, FormProtection forms) {
        super(pages);
        this.forms = forms;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (session != null) {
            if (!forms.accepts(request)) {
                pages.rejectedForm(response);
                return;
            }
            request.logout();
            session.invalidate();
        }
        response.sendRedirect("/login", HttpServletResponse.SC_SEE_OTHER);
    }
}
