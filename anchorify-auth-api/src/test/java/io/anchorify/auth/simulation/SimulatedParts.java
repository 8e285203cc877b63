package io.anchorify.auth.simulation;

import io.anchorify.auth.internal.Clocks;
import io.anchorify.auth.internal.Engine;
import io.anchorify.auth.internal.EngineParts;
import io.anchorify.auth.internal.EngineSettings;
import io.anchorify.auth.internal.EngineThreads;
import io.anchorify.auth.internal.cluster.AcknowledgementWaiter;
import io.anchorify.auth.internal.cluster.FailoverDetector;
import io.anchorify.auth.internal.lookup.LookupResult;
import io.anchorify.auth.internal.lookup.PendingLookup;
import io.anchorify.auth.internal.lookup.TokenCache;
import io.anchorify.auth.internal.lookup.TokenLoader;
import io.anchorify.auth.spi.ChangeFeed;
import io.anchorify.auth.spi.FeedReader;
import io.anchorify.auth.spi.TokenStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The parts of production on simulated clocks, threads and store. A planted mistake replaces one of them. */
class SimulatedParts extends EngineParts {

    final NetworkLink link;
    final HistoryChecker checker;
    final SimulatedHost host;

    SimulatedParts(NetworkLink link, HistoryChecker checker) {
        super(settings(link), new Clocks(link.host, link.host::nanoTime), threads(link), link.faults.timing());
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

    @Override
    protected AcknowledgementWaiter acknowledgements(
            ChangeFeed feed, FailoverDetector failovers, Supplier<Optional<UUID>> thisNode) {
        AcknowledgementWaiter waiter = super.acknowledgements(feed, failovers, thisNode);
        return (change, committedAt) -> SimulatedFuture.of(waiter.await(change, committedAt), host);
    }

    /** The number of cached tokens and the rate limits are never reached. */
    private static EngineSettings settings(NetworkLink link) {
        TokenLimits limits = link.limits;
        return new EngineSettings(
                List.of(SimulatedToken.CODEC),
                100,
                limits.cachedFor() == null ? link.faults.cachedFor() : limits.cachedFor(),
                limits.lastUsedInterval(),
                false,
                1000,
                1000,
                1_000_000,
                Duration.ZERO,
                owner -> false,
                limits.policy(),
                List.of());
    }

    private static EngineThreads threads(NetworkLink link) {
        return new EngineThreads(
                new SimulatedExecutor(link.host, link.faults),
                new UsageExecutor(link.host, link.faults),
                new DirectExecutor(),
                new DirectExecutor(),
                new SimulatedFeedThread(link.host));
    }

    /** Runs on the calling thread what the service waits for while it is closed. */
    private static final class UsageExecutor extends SimulatedExecutor {

        UsageExecutor(SimulatedHost host, FaultPlan faults) {
            super(host, faults);
        }

        @Override
        public void execute(Runnable command) {
            requireRunning();
            command.run();
        }
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
