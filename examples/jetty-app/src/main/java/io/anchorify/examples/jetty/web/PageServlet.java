package io.anchorify.examples.jetty.web;

import io.anchorify.auth.TokenStoreException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Renders a 503 page when the database is unavailable. */
abstract class PageServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = System.getLogger(PageServlet.class.getName());

    final transient Pages pages;

    PageServlet(Pages pages) {
        this.pages = pages;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        request.setCharacterEncoding("UTF-8");
        try {
            super.service(request, response);
        } catch (TokenStoreException e) {
            LOGGER.log(Level.WARNING, "Page failed: the database is unavailable", e);
            pages.unavailable(response);
        }
    }
}
