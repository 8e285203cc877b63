package io.anchorify.examples.jetty.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/**
 * The user of a page.
 *
 * @param name the user's name, or {@code null} before signing in
 * @param csrf the CSRF token for the visitor's forms
 * @param contact whom the visitor asks to erase tokens, or {@code null} if that is not configured
 */
public record Visitor(
        @Nullable String name, String csrf, @Nullable Contact contact) {

    /** An anonymous visitor of a page without forms. */
    static final Visitor ANONYMOUS = new Visitor(null, "", null);

    static Visitor of(HttpServletRequest request, HttpServletResponse response, BrowserCookie cookie) {
        return new Visitor(request.getRemoteUser(), CsrfToken.of(request, response, cookie), Contact.of(request));
    }

    /** The visitor of a public page. An anonymous one gets neither a session nor a cookie. */
    static Visitor reader(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        String name = request.getRemoteUser();
        String csrf = session == null || name == null ? "" : CsrfToken.of(session);
        return new Visitor(name, csrf, Contact.of(request));
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
