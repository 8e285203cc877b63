package io.anchorify.auth.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Writes a page of the host application around the token panel. The status and {@code Cache-Control: no-store} are already set.
 * Called by several threads.
 */
@FunctionalInterface
public interface PageLayout {

    /**
     * Writes a page.
     *
     * @param request the request for the page
     * @param response where to write the page; content type and character encoding are set to UTF-8 HTML
     * @param panel the panel
     * @throws IOException if the page cannot be written
     * @throws ServletException if the page cannot be created
     */
    void write(HttpServletRequest request, HttpServletResponse response, TokenPanel panel)
            throws IOException, ServletException;
}
