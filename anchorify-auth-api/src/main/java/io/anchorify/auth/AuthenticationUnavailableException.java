package io.anchorify.auth;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * No decision on a token was possible: the store did not answer, or too many lookups were in progress. Nothing was cached. A
 * client is answered {@code 503} with {@code Retry-After} (RFC 9110 section 15.6.4), never {@code 401}.
 */
public class AuthenticationUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /**
     * Creates the exception. Implementations of {@link TokenAuthenticator} throw it when they cannot decide.
     *
     * @param message what prevented the decision; it is logged, and must contain neither the token nor its hash
     * @param cause why, or {@code null}
     */
    public AuthenticationUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * How long a client should wait before it retries.
     *
     * @return at least one second
     */
    public Duration retryAfter() {
        return RETRY_AFTER;
    }
}
