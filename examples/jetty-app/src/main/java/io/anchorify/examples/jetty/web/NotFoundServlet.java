package io.anchorify.examples.jetty.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers unknown paths, and redirects the root to the dashboard. */
public final class NotFoundServlet extends PageServlet {

    private static final long serialVersionUID = 1L;

    public NotFoundServlet(Pages pages) {
        super(pages);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().equals("/")) {
            response.sendRedirect("/dashboard");
        } else {
            pages.notFound(response);
        }
    }
}
