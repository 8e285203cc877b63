package io.anchorify.examples.jetty.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The CSRF token that forms send as a hidden field. After signing in it is kept in the session; before, in a cookie, so
 * that anonymous visitors have no session.
 */
final class CsrfToken {

    private static final String COOKIE = "anchorify-form";
    private static final SessionAttribute<String> TOKEN = new SessionAttribute<>("csrf", String.class, RandomId::next);

    private CsrfToken() {}

    /** The token for the forms of a page. An anonymous visitor gets a cookie with it. */
    static String of(HttpServletRequest request, HttpServletResponse response, Cookies cookies) {
        String known = expected(request, cookies);
        if (known != null) {
            return known;
        }
        String token = RandomId.next();
        response.addCookie(cookies.create(COOKIE, token));
        return token;
    }

    /** The token that the forms of this visitor must contain, or {@code null} if the visitor was sent no form. */
    static @Nullable String expected(HttpServletRequest request, Cookies cookies) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            return of(session);
        }
        String cookie = cookies.find(request, COOKIE);
        return RandomId.isWellFormed(cookie) ? cookie : null;
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
