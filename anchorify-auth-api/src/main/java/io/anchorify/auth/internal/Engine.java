package io.anchorify.auth.internal;

import io.anchorify.auth.TokenEvent.RefusedUse;
import io.anchorify.auth.TokenServiceStats;
import io.anchorify.auth.internal.cluster.AcknowledgementWaiter;
import io.anchorify.auth.internal.cluster.ChangeCommitter;
import io.anchorify.auth.internal.cluster.Coordination;
import io.anchorify.auth.internal.cluster.FailoverDetector;
import io.anchorify.auth.internal.cluster.FeedConsumer;
import io.anchorify.auth.internal.cluster.FeedMaintenance;
import io.anchorify.auth.internal.cluster.Node;
import io.anchorify.auth.internal.cluster.Term;
import io.anchorify.auth.internal.cluster.Timing;
import io.anchorify.auth.internal.event.EventDispatcher;
import io.anchorify.auth.internal.lookup.CachingAuthenticator;
import io.anchorify.auth.internal.lookup.HasherPool;
import io.anchorify.auth.internal.lookup.TokenCache;
import io.anchorify.auth.internal.lookup.TokenCodec;
import io.anchorify.auth.internal.lookup.TokenLoader;
import io.anchorify.auth.internal.usage.UsageRecorder;
import io.anchorify.auth.spi.ChangeFeed;
import io.anchorify.auth.spi.TokenStore;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Wires the parts of a service. No thread starts before the first request, revocation, due last-used time or event. */
public final class Engine {

    private static final Duration FLUSH_DEADLINE = Duration.ofSeconds(10);
    private static final Duration DELIVERY_DEADLINE = Duration.ofSeconds(5);

    private final TokenStore store;
    private final Clocks clocks;
    private final PolicyRule policy;
    private final EngineThreads threads;
    private final List<TokenCodec> formats;
    private final SecretGenerator secrets;
    private final HasherPool hashers;
    private final TokenCache cache;
    private final TokenLoader loader;
    private final EventDispatcher events;
    private volatile Consumer<RefusedUse> onRefusedUse = use -> {};
    private final UsageRecorder usage;
    private final Coordination coordination;
    private final ChangeCommitter changes;
    private final CachingAuthenticator authenticator;

    public Engine(TokenStore store, EngineParts parts) {
        this.store = store;
        this.clocks = parts.clocks;
        this.policy = parts.policy();
        this.threads = parts.threads;
        this.formats = parts.settings.formats();
        this.secrets = new SecretGenerator(formats.get(0));
        this.hashers = new HasherPool(formats);
        this.cache = parts.cache();
        this.loader = parts.loader(store, cache);
        this.events = new EventDispatcher(parts.settings.listeners(), threads.events());
        this.usage = parts.usage(store, this::refused);
        this.coordination = store.changeFeed()
                .map(feed -> sharedStore(feed, parts))
                .orElseGet(() -> Coordination.singleNode(clocks));
        this.changes = new ChangeCommitter(cache, coordination.acknowledgements(), clocks);
        this.authenticator = parts.authenticator(
                hashers, coordination.term(), cache, loader, usage, coordination.membership()::ensureStarted);
    }

    private Coordination sharedStore(ChangeFeed feed, EngineParts parts) {
        Timing timing = parts.timing;
        Term term = parts.term();
        FailoverDetector failovers = new FailoverDetector(timing);
        FeedConsumer consumer = new FeedConsumer(cache, term, failovers, timing, clocks);
        FeedMaintenance maintenance = new FeedMaintenance(feed, failovers, timing, clocks, threads.coordination());
        Node node = new Node(feed, consumer, term, maintenance, timing, clocks, threads.feed());
        AcknowledgementWaiter acknowledgements = parts.acknowledgements(feed, failovers, node::registration);
        return new Coordination(term, node, acknowledgements);
    }

    public TokenStore store() {
        return store;
    }

    public Clocks clocks() {
        return clocks;
    }

    public PolicyRule policy() {
        return policy;
    }

    public EngineThreads threads() {
        return threads;
    }

    /** The accepted token formats; the first is that of new tokens. */
    public List<TokenCodec> formats() {
        return formats;
    }

    public SecretGenerator secrets() {
        return secrets;
    }

    public HasherPool hashers() {
        return hashers;
    }

    public CachingAuthenticator authenticator() {
        return authenticator;
    }

    public ChangeCommitter changes() {
        return changes;
    }

    public UsageRecorder usage() {
        return usage;
    }

    public EventDispatcher events() {
        return events;
    }

    /** Sets what else happens when a refused use was recorded. It is called on the thread that writes uses. */
    public void onRefusedUse(Consumer<RefusedUse> action) {
        onRefusedUse = action;
    }

    private void refused(RefusedUse use) {
        events.publish(use);
        onRefusedUse.accept(use);
    }

    public TokenServiceStats stats() {
        return new TokenServiceStats(
                cache.size(),
                loader.started(),
                loader.failed(),
                loader.turnedAway(),
                usage.lastUseStats(),
                usage.refusalStats(),
                coordination.membership().stats(loader.uncached()),
                changes.stats(),
                events.stats());
    }

    /**
     * Leaves the cluster, so that no other node waits for this one, writes pending last-used times, delivers waiting
     * events, closes the store.
     */
    public void close() {
        // An interrupted thread would leave without waiting, and other nodes would wait for its registration.
        boolean interrupted = Thread.interrupted();
        try {
            coordination.membership().leave();
            usage.close(FLUSH_DEADLINE);
            events.close(DELIVERY_DEADLINE);
            threads.close();
        } finally {
            store.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
