package io.anchorify.auth;

import org.jspecify.annotations.Nullable;

/**
 * The result of revoking one token. Whatever the outcome, no node accepts the token once the call has returned.
 *
 * @param outcome what was found
 * @param receipt from when on every node rejects the token; {@code null} if the owner has no such token
 */
public record Revocation(Outcome outcome, @Nullable Receipt receipt) {

    /** The state in which the token was found. */
    public enum Outcome {
        /** The token was active, and this call revoked it. Exactly one of several concurrent calls returns this. */
        REVOKED,
        /** The token had been revoked before, or concurrently by another call. */
        ALREADY_REVOKED,
        /** The owner has no such token. A token of another owner is reported the same way. */
        NOT_FOUND
    }

    /** {@return whether the owner has such a token, which is now revoked} */
    public boolean found() {
        return outcome != Outcome.NOT_FOUND;
    }
}
