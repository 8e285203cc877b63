package io.anchorify.auth.simulation;

import io.anchorify.auth.TokenPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policy of a run, the same on all nodes.
 *
 * @param cachedFor how old a cached entry gets, or {@code null} for the time of the fault plan
 */
record TokenLimits(
        TokenPolicy policy,
        Duration lastUsedInterval,
        @Nullable Duration cachedFor) {

    static final TokenLimits NONE = new TokenLimits(TokenPolicy.none(), Duration.ofMinutes(1), null);

    /** The shortest that a policy can have. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private static final long MILLI = 1_000_000;

    /** No policy, a lifetime that ends within the run, or a maximum idle time that is much shorter than entries are cached. */
    static TokenLimits draw(SeededRandom random) {
        double kind = random.between(0, 10);
        if (kind < 6) {
            return NONE;
        }
        return kind < 8
                ? new TokenLimits(
                        TokenPolicy.none().maximumLifetime(Duration.ofMillis(random.between(4_000, 16_000))),
                        NONE.lastUsedInterval,
                        null)
                : new TokenLimits(
                        TokenPolicy.none().maximumIdle(IDLE),
                        Duration.ofSeconds(random.between(1, 6)),
                        Duration.ofHours(1));
    }

    boolean hasMaximumIdle() {
        return policy.maximumIdle() != null;
    }

    /** The tokens at the start of a run. With a maximum idle time, unused ones end one after another. */
    List<SimulatedToken> tokens(SeededRandom random) {
        return hasMaximumIdle()
                ? SimulatedToken.ALL.stream()
                        .map(token -> token.usedAt(SimulatedHost.START.minusNanos(random.between(0, 60_000 * MILLI))))
                        .toList()
                : SimulatedToken.ALL;
    }

    /** When a token ends by the maximum lifetime, or {@code null}. */
    @Nullable
    Instant latestEnd(Instant createdAt) {
        return policy.maximumLifetime() == null ? null : createdAt.plus(policy.maximumLifetime());
    }

    /** When a token ends by the maximum idle time, or {@code null}. */
    @Nullable
    Instant idleEnd(Instant lastUse) {
        return policy.maximumIdle() == null
                ? null
                : lastUse.plus(policy.maximumIdle()).plus(lastUsedInterval);
    }
}
