package io.anchorify.auth.internal.cluster;

import io.anchorify.auth.internal.Clocks;
import io.anchorify.auth.spi.FeedEntry;
import io.anchorify.auth.spi.FeedPage;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Follows the change feed. Each {@link #poll} reads the changes, invalidates them in the cache, begins a term that counts
 * from before the read was sent, and acknowledges: in this order, and never before the node is registered. Used by one
 * thread; the statistics may be read by any.
 */
public final class FeedConsumer {

    private static final Logger LOGGER = System.getLogger(FeedConsumer.class.getName());

    private final CacheInvalidator cache;
    private final Term term;
    private final FailoverDetector failovers;
    private final Timing timing;
    private final Clocks clocks;

    private boolean registered;
    private long registeredAt;
    private @Nullable FeedPosition acknowledged;
    private volatile @Nullable FeedPosition applied;
    private volatile long asOf;
    private final LongAdder restarts = new LongAdder();

    public FeedConsumer(CacheInvalidator cache, Term term, FailoverDetector failovers, Timing timing, Clocks clocks) {
        this.cache = cache;
        this.term = term;
        this.failovers = failovers;
        this.timing = timing;
        this.clocks = clocks;
        this.asOf = clocks.nanoTime();
    }

    /** Notes a new connection. Renewing the registration shows whether the earlier one still exists. */
    void reconnected() {
        registered = false;
    }

    /** Reads the feed once, and applies and acknowledges what it finds. */
    public PollResult poll(FeedReader reader) {
        if (!registered) {
            register(reader);
        }
        long asked = clocks.nanoTime();
        FeedPage page = reader.read(applied);
        failovers.observe(page.server(), asked, clocks.nanoTime());
        if (!page.registered()) {
            return loseRegistration("The registration of this node was removed");
        }
        if (!continuesWith(page)) {
            return restart(page.head());
        }
        page.entries().forEach(this::apply);
        if (!page.head().equals(applied)) {
            return PollResult.BEHIND;
        }
        beginTerm(asked);
        if (isAcknowledgementDue() && !acknowledge(reader, page.head())) {
            return loseRegistration("The database server does not know what this node has read from another one");
        }
        return page.entries().isEmpty() ? PollResult.UP_TO_DATE : PollResult.CAUGHT_UP;
    }

    @Nullable
    FeedPosition applied() {
        return applied;
    }

    Duration age() {
        return Duration.ofNanos(clocks.nanoTime() - asOf);
    }

    long restarts() {
        return restarts.sum();
    }

    private void register(FeedReader reader) {
        long sent = clocks.nanoTime();
        reader.register();
        registered = true;
        registeredAt = sent;
        acknowledged = null;
    }

    /** Whether the page begins right after what was applied, in the same history, and has no gap. */
    private boolean continuesWith(FeedPage page) {
        FeedPosition reached = applied;
        if (reached == null) {
            return false;
        }
        for (FeedEntry entry : page.entries()) {
            if (!entry.follows(reached)) {
                return false;
            }
            reached = entry.position();
        }
        boolean hasMore =
                !page.entries().isEmpty() && reached.number() < page.head().number();
        return hasMore || page.head().equals(reached);
    }

    private void apply(FeedEntry entry) {
        cache.invalidate(entry.scope());
        applied = entry.position();
    }

    private void beginTerm(long asked) {
        long byRead = asked + timing.term().toNanos();
        long byRegistration = registeredAt + timing.registration().toNanos();
        term.begin(byRead - byRegistration < 0 ? byRead : byRegistration);
        asOf = asked;
    }

    /** Also due after a while without changes: an acknowledgement renews the registration. */
    private boolean isAcknowledgementDue() {
        return acknowledged == null
                || !acknowledged.equals(applied)
                || clocks.nanoTime() - registeredAt >= timing.renewal().toNanos();
    }

    private boolean acknowledge(FeedReader reader, FeedPosition position) {
        long sent = clocks.nanoTime();
        if (!reader.acknowledge(position)) {
            return false;
        }
        registeredAt = sent;
        acknowledged = position;
        return true;
    }

    private PollResult loseRegistration(String reason) {
        term.end();
        failovers.suspect(clocks.nanoTime());
        registered = false;
        LOGGER.log(Level.WARNING, "{0}. It registers again, and asks the store about every token until then", reason);
        return PollResult.LOST;
    }

    /** The feed was restored, lost its end in a failover, or was pruned beyond this position; or this is the first read. */
    private PollResult restart(FeedPosition head) {
        term.end();
        cache.invalidateAll();
        boolean first = applied == null;
        applied = head;
        if (first) {
            return PollResult.BEHIND;
        }
        restarts.increment();
        failovers.suspect(clocks.nanoTime());
        LOGGER.log(
                Level.WARNING,
                "The change feed does not continue where this node had read it. The node has emptied its cache");
        return PollResult.LOST;
    }
}
