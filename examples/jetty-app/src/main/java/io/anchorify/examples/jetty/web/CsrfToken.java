package io.anchorify.examples.jetty.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The CSRF token that forms send as a hidden field. After signing in it is kept in the session; before, it is the id in
 * the browser's cookie, so that visitors have no session.
 */
final class CsrfToken {

    private static final SessionAttribute<String> TOKEN = new SessionAttribute<>("csrf", String.class, RandomId::next);

    private CsrfToken() {}

    /** The token for the forms of a page. */
    static String of(HttpServletRequest request, HttpServletResponse response, BrowserCookie cookie) {
        HttpSession session = request.getSession(false);
        return session == null ? cookie.idOf(request, response) : of(session);
    }

    /** The token that the forms of this visitor must contain, or {@code null} if the visitor was sent no form. */
    static @Nullable String expected(HttpServletRequest request, BrowserCookie cookie) {
        HttpSession session = request.getSession(false);
        return session == null ? cookie.find(request) : of(session);
    }

    static String of(HttpSession session) {
        return TOKEN.of(session);
    }

    static boolean isEqual(String expected, @Nullable String sent) {
        return sent != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }
}
