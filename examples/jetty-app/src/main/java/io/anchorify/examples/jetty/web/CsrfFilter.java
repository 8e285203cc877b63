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
 * Accepts a form only from the application's own pages, by the origin that the browser sends and the CSRF token. A
 * request with another origin, or from a visitor who was sent no form, is rejected before its body is read. The REST API
 * does not use cookies and is exempt.
 */
public final class CsrfFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    private final transient Pages pages;
    private final transient BrowserCookie cookie;
    private final @Nullable URI publicUrl;

    public CsrfFilter(Pages pages, BrowserCookie cookie, @Nullable URI publicUrl) {
        this.pages = pages;
        this.cookie = cookie;
        this.publicUrl = publicUrl;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (SAFE_METHODS.contains(request.getMethod())
                || request.getServletPath().equals("/api")
                || isOwnForm(request)) {
            chain.doFilter(request, response);
        } else {
            pages.problem(
                    response,
                    403,
                    "This form is no longer valid",
                    "It has expired or was sent from another site. Nothing was changed. Reload the page and try again.");
        }
    }

    private boolean isOwnForm(HttpServletRequest request) {
        if (!isSameOrigin(request)) {
            return false;
        }
        String token = CsrfToken.expected(request, cookie);
        return token != null && CsrfToken.isEqual(token, request.getParameter("_csrf"));
    }

    /**
     * Current browsers send Sec-Fetch-Site over HTTPS; older ones, and all over HTTP, send Origin. Forms on the page that
     * shows a secret have the Origin "null", so for "null" the CSRF token alone decides.
     */
    private boolean isSameOrigin(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = request.getHeader("Origin");
        return origin == null || origin.equals("null") || isOwnOrigin(origin, request.getHeader("Host"));
    }

    private boolean isOwnOrigin(String origin, @Nullable String host) {
        return origin.equals("http://" + host)
                || origin.equals("https://" + host)
                || (publicUrl != null && origin.equals(publicUrl.toString()));
    }
}
