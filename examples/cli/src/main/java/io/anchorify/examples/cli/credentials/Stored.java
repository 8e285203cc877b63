package io.anchorify.examples.cli.credentials;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a credentials file holds, not yet judged.
 *
 * @param host the address as it stands there
 * @param token the token as it stands there
 */
public record Stored(@Nullable String host, @Nullable String token) {

    static final String HOST = "host";
    static final String TOKEN = "token";

    /** What an absent file holds. */
    public static final Stored EMPTY = new Stored(null, null);

    static Stored of(Map<String, @Nullable Object> fields) {
        return new Stored(text(fields.get(HOST)), text(fields.get(TOKEN)));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Stored[host=" + host + "]";
    }

    private static @Nullable String text(@Nullable Object field) {
        return field instanceof String text && !text.isEmpty() ? text : null;
    }
}
