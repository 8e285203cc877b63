package io.anchorify.examples.cli.credentials;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a credentials file, not yet validated.
 *
 * @param host the host field
 * @param token the token field
 */
public record StoredCredentials(
        @Nullable String host, @Nullable String token) {

    static final String HOST = "host";
    static final String TOKEN = "token";

    /** The content of an absent file. */
    public static final StoredCredentials EMPTY = new StoredCredentials(null, null);

    static StoredCredentials of(Map<String, @Nullable Object> fields) {
        return new StoredCredentials(text(fields.get(HOST)), text(fields.get(TOKEN)));
    }

    /** Omits the token. */
    @Override
    public String toString() {
        return "StoredCredentials[host=" + host + "]";
    }

    private static @Nullable String text(@Nullable Object field) {
        return field instanceof String text && !text.isBlank() ? text.strip() : null;
    }
}
