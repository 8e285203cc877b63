package io.anchorify.auth.spi;

import io.anchorify.auth.StoredToken;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The replacement of a token by another one.
 *
 * @param successor the new row; the token that it replaces is named by its {@code predecessorId}, and has the same owner
 * @param predecessorEndsAt when the predecessor expires, unless it expires earlier anyway
 * @param immediately whether the predecessor is also revoked, at {@code predecessorEndsAt}
 * @param by the actor, recorded if the predecessor is revoked; {@code null} for the owner
 */
public record Succession(
        StoredToken successor,
        Instant predecessorEndsAt,
        boolean immediately,
        @Nullable String by) {

    /** What a store did. */
    public enum Result {
        /** The predecessor has this successor now. Exactly one of several concurrent calls returns this. */
        ROTATED,
        /** Nothing was changed, because the predecessor already has a successor. */
        ALREADY_ROTATED,
        /** Nothing was changed, because the owner has no such token, or it is not active. */
        NOT_ACTIVE,
        /** Nothing was changed, because the hash or the id of the successor already exists. */
        DUPLICATE
    }
}
