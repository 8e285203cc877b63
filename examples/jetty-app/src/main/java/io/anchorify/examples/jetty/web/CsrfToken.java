package io.anchorify.examples.jetty.web;

import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** What a form of a session sends along to show that it is one of ours. */
final class CsrfToken {

    private static final String ATTRIBUTE = "csrf";
    private static final SessionValue<String> VALUE = new SessionValue<>(ATTRIBUTE, String.class, RandomText::next);

    private CsrfToken() {}

    static String of(HttpSession session) {
        return VALUE.of(session);
    }

    /** Makes the forms of before signing in worthless. */
    static void renew(HttpSession session) {
        VALUE.renew(session);
    }

    static boolean isValid(@Nullable HttpSession session, @Nullable String sent) {
        return session != null
                && sent != null
                && session.getAttribute(ATTRIBUTE) instanceof String token
                && MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }
}
