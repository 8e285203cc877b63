package io.anchorify.examples.jetty.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at a page.
 *
 * @param name the user's name, or {@code null} before signing in
 * @param csrf what the forms of this session have to send along
 */
public record Visitor(@Nullable String name, String csrf) {

    /** Nobody, on a page without a form. */
    static final Visitor NOBODY = new Visitor(null, "");

    static Visitor of(HttpServletRequest request) {
        return new Visitor(request.getRemoteUser(), CsrfToken.of(request.getSession()));
    }

    public boolean isSignedIn() {
        return name != null;
    }

    /** Without the CSRF token. */
    @Override
    public String toString() {
        return "Visitor[" + name + "]";
    }
}
