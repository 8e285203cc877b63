package io.anchorify.examples.jetty.web;

import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The CSRF token of a session, which its forms send as a hidden field. */
final class CsrfToken {

    private static final String ATTRIBUTE = "csrf";
    private static final SessionAttribute<String> TOKEN =
            new SessionAttribute<>(ATTRIBUTE, String.class, RandomId::next);

    private CsrfToken() {}

    static String of(HttpSession session) {
        return TOKEN.of(session);
    }

    /** Invalidates the forms that were rendered before signing in. */
    static void renew(HttpSession session) {
        TOKEN.renew(session);
    }

    static boolean isValid(@Nullable HttpSession session, @Nullable String sent) {
        return session != null
                && sent != null
                && session.getAttribute(ATTRIBUTE) instanceof String token
                && MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }
}
