package io.anchorify.examples.jetty.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Whatever has no page of its own; the root goes to the dashboard. */
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
            pages.problem(response, 404, "There is nothing here", "The address may be mistyped.");
        }
    }
}
