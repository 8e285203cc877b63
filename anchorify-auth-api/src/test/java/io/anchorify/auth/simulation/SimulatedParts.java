package io.anchorify.auth.simulation;

import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.internal.Clocks;
import io.anchorify.auth.internal.Engine;
import io.anchorify.auth.internal.EngineParts;
import io.anchorify.auth.internal.EngineSettings;
import io.anchorify.auth.internal.EngineThreads;
import io.anchorify.auth.internal.lookup.LookupResult;
import io.anchorify.auth.internal.lookup.PendingLookup;
import io.anchorify.auth.internal.lookup.TokenCache;
import io.anchorify.auth.internal.lookup.TokenLoader;
import io.anchorify.auth.spi.FeedReader;
import io.anchorify.auth.spi.TokenStore;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The parts of production on simulated clocks, threads and store. A planted mistake replaces one of them. */
class SimulatedParts extends EngineParts {

    final NetworkLink link;
    final HistoryChecker checker;
    final SimulatedHost host;

    SimulatedParts(NetworkLink link, HistoryChecker checker) {
        super(settings(link.faults), new Clocks(link.host, link.host::nanoTime), threads(link), link.faults.timing());
        this.link = link;
        this.checker = checker;
        this.host = link.host;
    }

    final Engine engine() {
        return new Engine(store(), this);
    }

    SimulatedStore store() {
        return new SimulatedStore(link, feed(), checker);
    }

    SimulatedFeed feed() {
        return new SimulatedFeed(link, checker, this::reader);
    }

    FeedReader reader(UUID node) {
        return new SimulatedReader(link, node);
    }

    @Override
    protected TokenLoader loader(TokenStore store, TokenCache cache) {
        return new SimulatedLoader(store, cache);
    }

    /** The number of cached tokens and the rate limits are never reached. */
    private static EngineSettings settings(FaultPlan faults) {
        return new EngineSettings(
                List.of(SimulatedToken.CODEC),
                100,
                faults.cachedFor(),
                Duration.ofMinutes(1),
                false,
                1000,
                1000,
                1_000_000,
                Duration.ZERO,
                owner -> false,
                TokenPolicy.none(),
                List.of());
    }

    private static EngineThreads threads(NetworkLink link) {
        return new EngineThreads(
                new SimulatedExecutor(link.host, link.faults),
                new SimulatedExecutor(link.host, link.faults),
                new DirectExecutor(),
                new DirectExecutor(),
                new SimulatedFeedThread(link.host));
    }

    /** Waits in simulated time for the lookup of another request. */
    class SimulatedLoader extends TokenLoader {

        SimulatedLoader(TokenStore store, TokenCache cache) {
            super(store, cache, evaluator(), limiter());
        }

        @Override
        protected final LookupResult awaitResult(PendingLookup lookup) {
            host.await(lookup::isDone);
            return super.awaitResult(lookup);
        }
    }
}
