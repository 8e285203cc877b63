package io.anchorify.auth;

import org.jspecify.annotations.Nullable;

/**
 * What a call that ends one token came to. Whatever the outcome, once the call has returned, no node accepts the token.
 *
 * @param outcome what was found
 * @param receipt since when the token is refused everywhere; {@code null} if there is none
 */
public record Revocation(Outcome outcome, @Nullable Receipt receipt) {

    /** What a revocation found. */
    public enum Outcome {
        /** The token was active, and this call revoked it. Of concurrent calls, exactly one sees this. */
        REVOKED,
        /** The token had been revoked before, or at the same moment by another call. */
        ALREADY_REVOKED,
        /** The owner has no such token. A token of another owner looks just the same. */
        NOT_FOUND
    }

    /** {@return whether the owner has such a token, which is now revoked} */
    public boolean found() {
        return outcome != Outcome.NOT_FOUND;
    }
}
