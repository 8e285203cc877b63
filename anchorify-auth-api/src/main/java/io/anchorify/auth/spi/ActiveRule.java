package io.anchorify.auth.spi;

import io.anchorify.auth.Token;
import io.anchorify.auth.TokenState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens are active at an instant. A store applies the same rule in its queries.
 *
 * @param now the instant: a token is not active if it was revoked, or if it expires at this instant or before
 * @param createdAfter a token that was created at this instant or before is not active; {@code null} without a maximum lifetime
 * @param usedAfter a token whose last use, or creation if it was never used, is at this instant or before is not active;
 *     {@code null} without a maximum idle time
 */
public record ActiveRule(
        Instant now,
        @Nullable Instant createdAfter,
        @Nullable Instant usedAfter) {

    /**
     * The rule without a policy.
     *
     * @param now the instant at which expiry is decided
     * @return the rule
     */
    public static ActiveRule at(Instant now) {
        return new ActiveRule(now, null, null);
    }

    /**
     * Whether a token is active.
     *
     * @param token the token
     * @return whether its state is {@link TokenState#ACTIVE}
     */
    public boolean isActive(Token token) {
        return stateOf(token) == TokenState.ACTIVE;
    }

    /**
     * The state of a token.
     *
     * @param token the token
     * @return its state; of several reasons why it is not active, the first of superseded, revoked, expired, too old, idle
     */
    public TokenState stateOf(Token token) {
        if (!token.isActive(now)) {
            return token.successorId() != null
                    ? TokenState.SUPERSEDED
                    : token.revokedAt() != null ? TokenState.REVOKED : TokenState.EXPIRED;
        }
        if (createdAfter != null && !token.createdAt().isAfter(createdAfter)) {
            return TokenState.TOO_OLD;
        }
        Instant lastUse = token.lastUsedAt() == null ? token.createdAt() : token.lastUsedAt();
        return usedAfter != null && !lastUse.isAfter(usedAfter) ? TokenState.IDLE : TokenState.ACTIVE;
    }
}
