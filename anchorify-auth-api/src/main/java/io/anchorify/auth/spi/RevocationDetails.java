package io.anchorify.auth.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a store records of a revocation.
 *
 * @param at when; of a token that was created later by another node's clock, the creation time is stored instead
 * @param by the actor, or {@code null} for the owner
 * @param reason why, or {@code null}
 */
public record RevocationDetails(
        Instant at, @Nullable String by, @Nullable String reason) {

    /**
     * A revocation by the owner.
     *
     * @param at when
     * @return details without an actor and a reason
     */
    public static RevocationDetails at(Instant at) {
        return new RevocationDetails(at, null, null);
    }
}
