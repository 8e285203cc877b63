package io.anchorify.auth.internal;

import io.anchorify.auth.TokenEvent.RefusedUse;
import io.anchorify.auth.internal.cluster.AcknowledgementWaiter;
import io.anchorify.auth.internal.cluster.FailoverDetector;
import io.anchorify.auth.internal.cluster.FeedAcknowledgementWaiter;
import io.anchorify.auth.internal.cluster.Term;
import io.anchorify.auth.internal.cluster.Timing;
import io.anchorify.auth.internal.lookup.CachingAuthenticator;
import io.anchorify.auth.internal.lookup.HasherPool;
import io.anchorify.auth.internal.lookup.LookupLimiter;
import io.anchorify.auth.internal.lookup.TokenCache;
import io.anchorify.auth.internal.lookup.TokenEvaluator;
import io.anchorify.auth.internal.lookup.TokenLoader;
import io.anchorify.auth.internal.usage.UsageRecorder;
import io.anchorify.auth.spi.ChangeFeed;
import io.anchorify.auth.spi.TokenStore;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Creates the parts that an {@link Engine} wires. A test replaces a part by overriding its method. */
public class EngineParts {

    protected final EngineSettings settings;
    protected final Clocks clocks;
    protected final EngineThreads threads;
    protected final Timing timing;

    public EngineParts(EngineSettings settings, Clocks clocks, EngineThreads threads, Timing timing) {
        this.settings = settings;
        this.clocks = clocks;
        this.threads = threads;
        this.timing = timing;
    }

    /** The parts of production: system clocks, daemon threads, and the timing that all nodes share. */
    public static EngineParts production(EngineSettings settings) {
        return new EngineParts(settings, Clocks.system(), EngineThreads.daemons(), Timing.DEFAULT);
    }

    final PolicyRule policy() {
        return new PolicyRule(settings.policy(), settings.lastUsedInterval());
    }

    protected TokenCache cache() {
        return new TokenCache(settings.cachedTokens());
    }

    protected TokenLoader loader(TokenStore store, TokenCache cache) {
        return new TokenLoader(store, cache, evaluator(), limiter());
    }

    protected final TokenEvaluator evaluator() {
        return new TokenEvaluator(clocks, policy(), settings.cachedFor());
    }

    protected final LookupLimiter limiter() {
        return new LookupLimiter(
                settings.concurrentLookups(),
                settings.waitingLookups(),
                settings.unknownTokensPerSecond(),
                settings.lookupWait(),
                clocks.monotonic());
    }

    protected CachingAuthenticator authenticator(
            HasherPool hashers,
            Term term,
            TokenCache cache,
            TokenLoader loader,
            UsageRecorder usage,
            Runnable ensureNodeStarted) {
        return new CachingAuthenticator(
                hashers, term, cache, loader, settings.suspendedOwners(), usage, clocks.monotonic(), ensureNodeStarted);
    }

    final UsageRecorder usage(TokenStore store, Consumer<RefusedUse> refusedUses) {
        return new UsageRecorder(
                store,
                clocks,
                settings.lastUsedInterval(),
                settings.recordRemoteAddress(),
                refusedUses,
                threads.usage());
    }

    /** The term of a node that shares its store. */
    protected Term term() {
        return new Term(clocks.monotonic());
    }

    protected AcknowledgementWaiter acknowledgements(
            ChangeFeed feed, FailoverDetector failovers, Supplier<Optional<UUID>> thisNode) {
        return new FeedAcknowledgementWaiter(feed, failovers, thisNode, timing, clocks, threads.coordination());
    }
}
