package io.anchorify.examples.jetty.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a form through only if it comes from one of our own pages: by what the browser says of its origin, and by the
 * CSRF token of the session. The REST API takes no cookie and is none of its business.
 */
public final class FormGuard extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final transient Pages pages;
    private final @Nullable URI publicUrl;

    public FormGuard(Pages pages, @Nullable URI publicUrl) {
        this.pages = pages;
        this.publicUrl = publicUrl;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (READING.contains(request.getMethod()) || request.getServletPath().equals("/api") || isOurs(request)) {
            chain.doFilter(request, response);
        } else {
            pages.problem(
                    response,
                    403,
                    "This form is not valid any more",
                    "It was open for too long, or it did not come from this site. Nothing was changed.");
        }
    }

    private boolean isOurs(HttpServletRequest request) {
        return isFromOurSite(request) && CsrfToken.isValid(request.getSession(false), request.getParameter("_csrf"));
    }

    /**
     * Browsers of today send Sec-Fetch-Site where HTTPS protects us; older ones, and all without HTTPS, an Origin. That
     * is null from the page that shows a secret, so a null one says nothing, and the token of the session decides.
     */
    private boolean isFromOurSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = request.getHeader("Origin");
        return origin == null || origin.equals("null") || isOurOrigin(origin, request.getHeader("Host"));
    }

    private boolean isOurOrigin(String origin, @Nullable String host) {
        return origin.equals("http://" + host)
                || origin.equals("https://" + host)
                || (publicUrl != null && origin.equals(publicUrl.toString()));
    }
}
