package io.anchorify.auth;

import io.anchorify.auth.Authentication.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Turns a row of the store into what is cached, with its instants moved onto the monotonic clock. */
final class VerdictFactory {

    /** How long a refusal is remembered: long enough to blunt a flood, short enough for a token that is imported. */
    private static final long REFUSED_FOR = Duration.ofSeconds(10).toNanos();

    private static final long LONGEST = Long.MAX_VALUE / 2;

    private final InstantSource clock;
    private final LongSupplier ticker;
    private final long cachedFor;
    private final Duration lastUsedInterval;

    VerdictFactory(InstantSource clock, LongSupplier ticker, Duration cachedFor, Duration lastUsedInterval) {
        this.clock = clock;
        this.ticker = ticker;
        this.cachedFor = cachedFor.toNanos();
        this.lastUsedInterval = lastUsedInterval;
    }

    Verdict verdictOn(TokenHash hash, Optional<StoredToken> found) {
        // The monotonic clock first: a pause between the two then only makes deadlines come earlier.
        long now = ticker.getAsLong();
        Instant wallClock = clock.instant();
        return found.map(StoredToken::token)
                .map(token -> verdictOn(hash, token, now, wallClock))
                .orElseGet(() -> refusal(hash, Rejected.UNKNOWN, now));
    }

    private Verdict verdictOn(TokenHash hash, Token token, long now, Instant wallClock) {
        if (token.revokedAt() != null) {
            return refusal(hash, Rejected.REVOKED, now);
        }
        if (token.isExpired(wallClock)) {
            return refusal(hash, Rejected.EXPIRED, now);
        }
        TokenPrincipal principal = new TokenPrincipal(token);
        long freshUntil = now + cachedFor;
        long nextWrite = now + nanosToNextWrite(token.lastUsedAt(), wallClock);
        Instant expiresAt = token.expiresAt();
        return expiresAt == null
                ? new CachedToken(hash, principal, freshUntil, nextWrite)
                : new CachedToken(hash, principal, now + nanosBetween(wallClock, expiresAt), freshUntil, nextWrite);
    }

    private Refusal refusal(TokenHash hash, Rejected answer, long now) {
        return new Refusal(hash, answer, now + REFUSED_FOR);
    }

    /** Never more than an interval: another node's clock may be ahead of this one's. */
    private long nanosToNextWrite(@Nullable Instant lastUsedAt, Instant wallClock) {
        if (lastUsedAt == null) {
            return 0;
        }
        long nanos = nanosBetween(wallClock, lastUsedAt.plus(lastUsedInterval));
        return Math.max(0, Math.min(nanos, lastUsedInterval.toNanos()));
    }

    /** At most half of the monotonic clock's range, either way, so that comparing by difference stays right. */
    private static long nanosBetween(Instant from, Instant to) {
        long nanos = TimeUnit.NANOSECONDS.convert(Duration.between(from, to));
        return Math.max(-LONGEST, Math.min(nanos, LONGEST));
    }
}
