package io.anchorify.auth;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limits that a service sets on tokens. They apply when a token is issued, and again whenever it is used, so a stricter
 * policy also ends older tokens; their rows do not change, and a more lenient policy accepts them again. Immutable: each method
 * returns a modified copy.
 *
 * <pre>{@code
 * TokenPolicy policy = TokenPolicy.none()
 *         .defaultLifetime(Duration.ofDays(90))
 *         .maximumLifetime(Duration.ofDays(365))
 *         .maximumIdle(Duration.ofDays(60))
 *         .maximumTokens(50);
 * }</pre>
 *
 * @param defaultLifetime how long a token is accepted whose request has no lifetime; {@code null} for no default
 * @param maximumLifetime how long after its creation a token is accepted at most; {@code null} for no limit
 * @param maximumIdle how long after its last use, or its creation if it was never used, a token is accepted; {@code null} for
 *     no limit. A token ends up to one last-used interval later
 * @param maximumTokens how many active tokens an owner can have, 1 to 1,000,000; {@code null} for no limit. Tokens that were
 *     rotated do not count
 * @param chainRevokedOnReuse whether the use of a rotated token after its grace period revokes its successors
 */
public record TokenPolicy(
        @Nullable Duration defaultLifetime,
        @Nullable Duration maximumLifetime,
        @Nullable Duration maximumIdle,
        @Nullable Integer maximumTokens,
        boolean chainRevokedOnReuse) {

    private static final int MOST_TOKENS = 1_000_000;
    private static final Duration SHORTEST_IDLE = Duration.ofMinutes(1);

    /**
     * Validates the limits.
     *
     * @throws IllegalArgumentException if a limit is out of range, or the default lifetime is longer than the maximum
     */
    public TokenPolicy {
        TokenRequest.requireLifetime("The default lifetime", defaultLifetime);
        TokenRequest.requireLifetime("The maximum lifetime", maximumLifetime);
        TokenRequest.requireLifetime("The maximum idle time", maximumIdle);
        if (defaultLifetime != null && maximumLifetime != null && defaultLifetime.compareTo(maximumLifetime) > 0) {
            throw new IllegalArgumentException("The default lifetime must not be longer than the maximum lifetime");
        }
        if (maximumIdle != null && maximumIdle.compareTo(SHORTEST_IDLE) < 0) {
            throw new IllegalArgumentException("The maximum idle time must be at least a minute");
        }
        if (maximumTokens != null && (maximumTokens < 1 || maximumTokens > MOST_TOKENS)) {
            throw new IllegalArgumentException(
                    "The maximum number of tokens must be 1 to " + MOST_TOKENS + ", not " + maximumTokens);
        }
    }

    /**
     * A policy without limits, the default of a service.
     *
     * @return the policy
     */
    public static TokenPolicy none() {
        return new TokenPolicy(null, null, null, null, false);
    }

    /**
     * Sets how long a token is accepted whose request has no lifetime.
     *
     * @param lifetime 1 microsecond to 36,500 days
     * @return a policy with that default
     */
    public TokenPolicy defaultLifetime(Duration lifetime) {
        return new TokenPolicy(lifetime, maximumLifetime, maximumIdle, maximumTokens, chainRevokedOnReuse);
    }

    /**
     * Limits how long a token is accepted. A request for a longer lifetime is refused. A request without a lifetime gets the
     * default, or this maximum if there is no default.
     *
     * @param lifetime 1 microsecond to 36,500 days
     * @return a policy with that limit
     */
    public TokenPolicy maximumLifetime(Duration lifetime) {
        return new TokenPolicy(defaultLifetime, lifetime, maximumIdle, maximumTokens, chainRevokedOnReuse);
    }

    /**
     * Limits how long a token may stay unused. While lookups are turned away, because of a flood of unknown tokens, a cached token
     * can be accepted for longer.
     *
     * @param idle a minute to 36,500 days
     * @return a policy with that limit
     */
    public TokenPolicy maximumIdle(Duration idle) {
        return new TokenPolicy(defaultLifetime, maximumLifetime, idle, maximumTokens, chainRevokedOnReuse);
    }

    /**
     * Limits how many active tokens an owner can have. The limit is exact, however many nodes issue tokens concurrently.
     * Imports are not limited.
     *
     * @param tokens 1 to 1,000,000
     * @return a policy with that limit
     */
    public TokenPolicy maximumTokens(int tokens) {
        return new TokenPolicy(defaultLifetime, maximumLifetime, maximumIdle, tokens, chainRevokedOnReuse);
    }

    /**
     * Revokes all successors of a rotated token that is used after its grace period: either its owner still uses the old
     * secret, or somebody else has it.
     *
     * @return a policy that does so
     */
    public TokenPolicy revokeChainOnReuse() {
        return new TokenPolicy(defaultLifetime, maximumLifetime, maximumIdle, maximumTokens, true);
    }
}
