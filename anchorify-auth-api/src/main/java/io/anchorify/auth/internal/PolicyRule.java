package io.anchorify.auth.internal;

import io.anchorify.auth.Token;
import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.TokenPolicyException;
import io.anchorify.auth.spi.ActiveRule;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Applies a policy.
 *
 * @param lastUsedInterval how much older than the last use a stored time may be
 */
public record PolicyRule(TokenPolicy policy, Duration lastUsedInterval) {

    /** The tokens that are active at an instant. */
    public ActiveRule at(Instant now) {
        Duration lifetime = policy.maximumLifetime();
        Duration idle = maximumIdle();
        return new ActiveRule(
                now, lifetime == null ? null : now.minus(lifetime), idle == null ? null : now.minus(idle));
    }

    /** The lifetime of a token that is issued on request. */
    public @Nullable Duration lifetime(@Nullable Duration requested) {
        Duration maximum = policy.maximumLifetime();
        if (requested == null) {
            return policy.defaultLifetime() == null ? maximum : policy.defaultLifetime();
        }
        if (maximum != null && requested.compareTo(maximum) > 0) {
            throw TokenPolicyException.tooLong(requested, maximum);
        }
        return requested;
    }

    /** The lifetime of the successor of a token: the same, unless the policy is stricter by now. */
    public @Nullable Duration lifetimeAfter(Token predecessor) {
        Duration maximum = policy.maximumLifetime();
        if (predecessor.expiresAt() == null) {
            return maximum;
        }
        Duration same = Duration.between(predecessor.createdAt(), predecessor.expiresAt());
        return maximum != null && same.compareTo(maximum) > 0 ? maximum : same;
    }

    /** When a token ends unless it is revoked before, or {@code null} if it does not. */
    public @Nullable Instant expiry(Token token) {
        if (policy.maximumLifetime() == null) {
            return token.expiresAt();
        }
        Instant latest = token.createdAt().plus(policy.maximumLifetime());
        return token.expiresAt() != null && token.expiresAt().isBefore(latest) ? token.expiresAt() : latest;
    }

    /** When a token ends unless it is used before, or {@code null} if idle tokens do not end. */
    public @Nullable Instant idleEnd(Token token) {
        Duration idle = maximumIdle();
        Instant lastUse = token.lastUsedAt() == null ? token.createdAt() : token.lastUsedAt();
        return idle == null ? null : lastUse.plus(idle);
    }

    /** Longer by one interval, because the last use may be that much more recent than the stored time. */
    private @Nullable Duration maximumIdle() {
        return policy.maximumIdle() == null ? null : policy.maximumIdle().plus(lastUsedInterval);
    }
}
