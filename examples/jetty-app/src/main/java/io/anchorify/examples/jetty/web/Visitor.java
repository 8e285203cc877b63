package io.anchorify.examples.jetty.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The user of a page.
 *
 * @param name the user's name, or {@code null} before signing in
 * @param csrf the CSRF token for the visitor's forms
 */
public record Visitor(@Nullable String name, String csrf) {

    /** An anonymous visitor of a page without forms. */
    static final Visitor ANONYMOUS = new Visitor(null, "");

    static Visitor of(HttpServletRequest request, HttpServletResponse response, BrowserCookie cookie) {
        return new Visitor(request.getRemoteUser(), CsrfToken.of(request, response, cookie));
    }

    public boolean isSignedIn() {
        return name != null;
    }

    /** Omits the CSRF token. */
    @Override
    public String toString() {
        return "Visitor[" + name + "]";
    }
}
