package io.anchorify.auth.history;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.TokenState;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is true about one token. */
final class ReferenceToken {

    /** How much older than the last use a stored time may be. */
    static final Duration LAST_USED_INTERVAL = Duration.ofSeconds(60);

    final IssuedToken issued;

    @Nullable
    Instant expiresAt;

    @Nullable
    Instant revokedAt;

    @Nullable
    String successorId;

    @Nullable
    String label;

    Instant lastUse;
    /** The states in which it was rejected so far. */
    final Set<TokenState> ends = EnumSet.noneOf(TokenState.class);

    ReferenceToken(IssuedToken issued, @Nullable Instant expiresAt, @Nullable String label) {
        this.issued = issued;
        this.expiresAt = expiresAt;
        this.label = label;
        this.lastUse = issued.token().createdAt();
    }

    ReferenceToken(ReferenceToken other) {
        this(other.issued, other.expiresAt, other.label);
        this.revokedAt = other.revokedAt;
        this.successorId = other.successorId;
        this.lastUse = other.lastUse;
    }

    String id() {
        return issued.id();
    }

    Instant createdAt() {
        return issued.token().createdAt();
    }

    /** The state, or {@code null} if an idle token may or may not have ended. */
    @Nullable
    TokenState state(Instant now, TokenPolicy policy) {
        if (successorId != null && (revokedAt != null || hasPassed(expiresAt, now))) {
            return TokenState.SUPERSEDED;
        }
        if (revokedAt != null) {
            return TokenState.REVOKED;
        }
        if (hasPassed(expiresAt, now)) {
            return TokenState.EXPIRED;
        }
        if (policy.maximumLifetime() != null && hasPassed(createdAt().plus(policy.maximumLifetime()), now)) {
            return TokenState.TOO_OLD;
        }
        return policy.maximumIdle() == null ? TokenState.ACTIVE : idleState(now, policy.maximumIdle());
    }

    private @Nullable TokenState idleState(Instant now, Duration maximumIdle) {
        Instant end = lastUse.plus(maximumIdle);
        if (!hasPassed(end, now)) {
            return TokenState.ACTIVE;
        }
        return hasPassed(end.plus(LAST_USED_INTERVAL), now) ? TokenState.IDLE : null;
    }

    private static boolean hasPassed(@Nullable Instant end, Instant now) {
        return end != null && !now.isBefore(end);
    }
}
