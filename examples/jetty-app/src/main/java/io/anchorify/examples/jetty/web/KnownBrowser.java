package io.anchorify.examples.jetty.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that a browser gets when a user signs in, signed together with the name of the user. It is no credential: it
 * exempts the user's next sign-ins from the limits that strangers share. The key is in memory, so a restart invalidates
 * the cookies, when it resets the limits too.
 */
final class KnownBrowser {

    private static final String COOKIE = "anchorify-browser";
    private static final Duration MAX_AGE = Duration.ofDays(90);
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final Cookies cookies;
    private final SecretKeySpec key;

    KnownBrowser(Cookies cookies) {
        this.cookies = cookies;
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, ALGORITHM);
    }

    Cookie of(String user) {
        String id = RandomId.next();
        Cookie cookie = cookies.create(COOKIE, id + "." + signature(id, user));
        cookie.setMaxAge((int) MAX_AGE.toSeconds());
        return cookie;
    }

    /** The id of the browser if this user signed in with it before, otherwise {@code null}. */
    @Nullable
    String find(HttpServletRequest request, String user) {
        String cookie = cookies.find(request, COOKIE);
        String[] parts = cookie == null ? new String[0] : cookie.split("\\.", 2);
        if (parts.length != 2 || !RandomId.isWellFormed(parts[0])) {
            return null;
        }
        byte[] expected = signature(parts[0], user).getBytes(StandardCharsets.US_ASCII);
        boolean isSigned = MessageDigest.isEqual(expected, parts[1].getBytes(StandardCharsets.UTF_8));
        return isSigned ? parts[0] : null;
    }

    /** The id has a fixed length, so the two texts cannot be split differently. */
    private String signature(String id, String user) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signature = mac.doFinal((id + user).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
