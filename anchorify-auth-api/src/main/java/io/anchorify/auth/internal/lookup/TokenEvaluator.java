package io.anchorify.auth.internal.lookup;

import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.TokenState;
import io.anchorify.auth.internal.Clocks;
import io.anchorify.auth.internal.PolicyRule;
import io.anchorify.auth.internal.usage.UsageRecorder;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
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

    private final Clocks clocks;
    private final PolicyRule policy;
    private final long cachedForNanos;

    public TokenEvaluator(Clocks clocks, PolicyRule policy, Duration cachedFor) {
        this.clocks = clocks;
        this.policy = policy;
        this.cachedForNanos = cachedFor.toNanos();
    }

    /** Evaluates what the store returned for a hash. */
    public LookupResult evaluate(Optional<StoredToken> stored) {
        // Read the monotonic clock first: a pause between the two readings then only moves deadlines forward.
        long now = clocks.nanoTime();
        Instant wallClock = clocks.instant();
        return stored.map(found -> evaluate(found.token(), now, wallClock))
                .orElseGet(() -> new UnknownEntry(UNKNOWN, now + NEGATIVE_NANOS));
    }

    private LookupResult evaluate(Token token, long now, Instant wallClock) {
        RejectionReason reason = reason(policy.at(wallClock).stateOf(token));
        if (reason != null) {
            return ended(token, reason, now, wallClock);
        }
        Instant expiry = policy.expiry(token);
        long expiresAt = now + nanosUntil(expiry, wallClock);
        // An idle token is read again, because another node may have recorded a use.
        long freshUntil = now + Math.min(cachedForNanos, nanosUntil(policy.idleEnd(token), wallClock));
        long nextWrite = now + nanosUntilNextWrite(token.lastUsedAt(), policy.lastUsedInterval(), wallClock);
        return new CacheEntry(
                TokenPrincipal.of(token), freshUntil, expiresAt, reasonOfExpiry(token, expiry), nextWrite);
    }

    private static RejectionReason reasonOfExpiry(Token token, @Nullable Instant expiry) {
        if (!Objects.equals(expiry, token.expiresAt())) {
            return RejectionReason.TOO_OLD;
        }
        return token.successorId() == null ? RejectionReason.EXPIRED : RejectionReason.SUPERSEDED;
    }

    private static @Nullable RejectionReason reason(TokenState state) {
        return switch (state) {
            case ACTIVE -> null;
            case REVOKED -> RejectionReason.REVOKED;
            case EXPIRED -> RejectionReason.EXPIRED;
            case SUPERSEDED -> RejectionReason.SUPERSEDED;
            case TOO_OLD -> RejectionReason.TOO_OLD;
            case IDLE -> RejectionReason.IDLE;
        };
    }

    private static EndedEntry ended(Token token, RejectionReason reason, long now, Instant wallClock) {
        long nextWrite = now + nanosUntilNextWrite(token.lastRefusedAt(), UsageRecorder.REFUSAL_INTERVAL, wallClock);
        return new EndedEntry(token, reason, now + NEGATIVE_NANOS, nextWrite);
    }

    /**
     * At most one interval: the clock of the node that wrote the time may be ahead of this one. A time that is too far ahead is
     * replaced by the next use.
     */
    private static long nanosUntilNextWrite(@Nullable Instant written, Duration interval, Instant wallClock) {
        if (written == null || written.isAfter(wallClock.plus(UsageRecorder.CLOCK_TOLERANCE))) {
            return 0;
        }
        long nanos = nanosUntil(written.plus(interval), wallClock);
        return Math.max(0, Math.min(nanos, interval.toNanos()));
    }

    private static long nanosUntil(@Nullable Instant instant, Instant wallClock) {
        if (instant == null) {
            return NEVER;
        }
        long nanos = TimeUnit.NANOSECONDS.convert(Duration.between(wallClock, instant));
        return Math.max(-NEVER, Math.min(nanos, NEVER));
    }
}
