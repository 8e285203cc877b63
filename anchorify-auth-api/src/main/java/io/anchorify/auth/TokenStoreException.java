package io.anchorify.auth;

import org.jspecify.annotations.Nullable;

/**
 * A store operation failed: the store is not reachable, too slow, or not set up. The message says what to do where that is
 * known, and contains neither a token nor a hash. Whether a change took place is not known.
 */
public class TokenStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure with its cause.
     *
     * @param message what failed, and what to do about it
     * @param cause the exception of the store's driver, or {@code null}
     */
    public TokenStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
