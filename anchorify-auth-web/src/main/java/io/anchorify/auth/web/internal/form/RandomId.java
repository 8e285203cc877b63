package io.anchorify.auth.web.internal.form;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Unguessable random strings. */
public final class RandomId {

    private static final int BYTES = 18;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{24}");

    private RandomId() {}

    public static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static boolean isWellFormed(@Nullable String id) {
        return id != null && FORM.matcher(id).matches();
    }
}
