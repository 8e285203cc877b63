package io.anchorify.auth.internal.lookup;

import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.internal.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Decides whether a stored token is usable, and converts its instants to deadlines on the monotonic clock. */
public final class TokenEvaluator {

    /** Long enough to blunt a flood, short enough for a token that is imported a moment later. */
    private static final long NEGATIVE_NANOS = Duration.ofSeconds(10).toNanos();

    /** Half the range of the monotonic clock, so that comparing by difference stays correct. */
    private static final long NEVER = Long.MAX_VALUE / 2;

    private static final Rejected UNKNOWN = new Rejected(RejectionReason.UNKNOWN);
    private static final Rejected REVOKED = new Rejected(RejectionReason.REVOKED);
    private static final Rejected EXPIRED = new Rejected(RejectionReason.EXPIRED);

    private final Clocks clocks;
    private final long cachedForNanos;
    private final Duration lastUsedInterval;

    public TokenEvaluator(Clocks clocks, Duration cachedFor, Duration lastUsedInterval) {
        this.clocks = clocks;
        this.cachedForNanos = cachedFor.toNanos();
        this.lastUsedInterval = lastUsedInterval;
    }

    /** Evaluates what the store returned for a hash. */
    public LookupResult evaluate(Optional<StoredToken> stored) {
        // Read the monotonic clock first: a pause between the two readings then only moves deadlines forward.
        long now = clocks.nanoTime();
        Instant wallClock = clocks.instant();
        return stored.map(found -> evaluate(found.token(), now, wallClock)).orElseGet(() -> negative(UNKNOWN, now));
    }

    private LookupResult evaluate(Token token, long now, Instant wallClock) {
        if (token.revokedAt() != null) {
            return negative(REVOKED, now);
        }
        if (!token.isActive(wallClock)) {
            return negative(EXPIRED, now);
        }
        long expiresAt = now + nanosUntil(token.expiresAt(), wallClock);
        long nextWrite = now + nanosUntilNextWrite(token.lastUsedAt(), wallClock);
        return new CacheEntry(TokenPrincipal.of(token), now + cachedForNanos, expiresAt, nextWrite);
    }

    private static NegativeEntry negative(Rejected answer, long now) {
        return new NegativeEntry(answer, now + NEGATIVE_NANOS);
    }

    /** At most one interval: the clock of the node that wrote the last use may be ahead of this one. */
    private long nanosUntilNextWrite(@Nullable Instant lastUsedAt, Instant wallClock) {
        if (lastUsedAt == null) {
            return 0;
        }
        long nanos = nanosUntil(lastUsedAt.plus(lastUsedInterval), wallClock);
        return Math.max(0, Math.min(nanos, lastUsedInterval.toNanos()));
    }

    private static long nanosUntil(@Nullable Instant instant, Instant wallClock) {
        if (instant == null) {
            return NEVER;
        }
        long nanos = TimeUnit.NANOSECONDS.convert(Duration.between(wallClock, instant));
        return Math.max(-NEVER, Math.min(nanos, NEVER));
    }
}
