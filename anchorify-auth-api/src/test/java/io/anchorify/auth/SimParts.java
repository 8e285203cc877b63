package io.anchorify.auth;

import io.anchorify.auth.spi.FeedReader;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What a service of the simulation is made of, where a mistake may take the place of what is right. By itself it is all
 * right, and the same as what the builder makes.
 */
class SimParts {

    static final int CACHED_TOKENS = 100;
    static final int CONCURRENT_LOOKUPS = 1000;
    static final int UNKNOWN_TOKENS_PER_SECOND = 1_000_000;

    private static final long FOR_EVER = Duration.ofHours(1).toNanos();

    final SimLink link;
    final SimJudge judge;
    final SimHost host;
    final Timing timing;

    SimParts(SimLink link, SimJudge judge) {
        this.link = link;
        this.judge = judge;
        this.host = link.host;
        this.timing = link.weather.timing();
    }

    SimStore store() {
        return new SimStore(link, feed(), judge);
    }

    SimFeed feed() {
        return new SimFeed(link, judge, this::reader);
    }

    FeedReader reader(UUID node) {
        return new SimReader(link, node);
    }

    Term term() {
        return new Term(host::nanoTime);
    }

    TokenCache cache() {
        return new TokenCache(CACHED_TOKENS);
    }

    Lookups lookups(SimStore store, TokenCache cache) {
        return new Lookups(store, cache, verdicts(), limit(), this::join);
    }

    LookupLimit limit() {
        return new LookupLimit(CONCURRENT_LOOKUPS, UNKNOWN_TOKENS_PER_SECOND, Duration.ZERO, host::nanoTime);
    }

    VerdictFactory verdicts() {
        Duration interval = Duration.ofMinutes(1);
        return new VerdictFactory(host, host::nanoTime, link.weather.cachedFor(), interval);
    }

    Authenticator authenticator(
            HasherPool hashers, Term term, TokenCache cache, Lookups lookups, LastUsedWriter lastUsed, Runnable join) {
        return new Authenticator(hashers, term, cache, lookups, owner -> false, lastUsed, host::nanoTime, join);
    }

    /** What whoever revokes waits by. */
    Timing barrierTiming() {
        return timing;
    }

    /** What the ends of waits are scheduled on. */
    ScheduledExecutorService barrierTasks(ScheduledExecutorService background) {
        return background;
    }

    Barrier barrier(Barrier right) {
        return right;
    }

    Membership membership(Membership right, Term term) {
        return right;
    }

    /** How a request waits for the lookup of another one. */
    final Verdict join(Lookup lookup) {
        host.await(lookup::hasEnded, FOR_EVER);
        return lookup.await();
    }

    /** What the builder is told of that does not depend on time. */
    final TokenServiceBuilder builder() {
        return TokenService.builder(store())
                .cachedTokens(CACHED_TOKENS)
                .cachedFor(link.weather.cachedFor())
                .concurrentLookups(CONCURRENT_LOOKUPS)
                .unknownTokensPerSecond(UNKNOWN_TOKENS_PER_SECOND)
                .join(this::join);
    }
}
