package io.anchorify.examples.jetty.web;

import io.anchorify.auth.web.FormProtection;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The user of a page.
 *
 * @param name the user's name, or {@code null} before signing in
 * @param csrf the token for the visitor's forms
 * @param contact whom the visitor asks to erase tokens, or {@code null} if that is not configured
 */
public record Visitor(
        @Nullable String name, String csrf, @Nullable Contact contact) {

    /** An anonymous visitor of a page without forms. */
    static final Visitor ANONYMOUS = new Visitor(null, "", null);

    static Visitor of(HttpServletRequest request, String csrf) {
        return new Visitor(request.getRemoteUser(), csrf, Contact.of(request));
    }

    /** The visitor of a public page. An anonymous one gets neither a session nor a cookie. */
    static Visitor reader(HttpServletRequest request, FormProtection forms) {
        return of(request, request.getRemoteUser() == null ? "" : forms.token(request));
    }

    public boolean isSignedIn() {
        return name != null;
    }

    /** Omits the token. */
    @Override
    public String toString() {
        return "Visitor[" + name + "]";
    }
}
