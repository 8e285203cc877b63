package io.anchorify.auth.internal.cluster;

import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.internal.Clocks;
import io.anchorify.auth.spi.ChangeFeed;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.RegisteredNode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The periodic cleanup that every node does for all: it removes registrations that have not been renewed for so long that
 * the terms of their nodes are over, and changes that are so old that nobody waits for them.
 */
public final class FeedMaintenance {

    private static final Logger LOGGER = System.getLogger(FeedMaintenance.class.getName());

    private final ChangeFeed feed;
    private final FailoverDetector failovers;
    private final Timing timing;
    private final Clocks clocks;
    private final ScheduledExecutorService scheduler;

    private final Map<UUID, Sighting> sightings = new HashMap<>();
    private volatile @Nullable Future<?> next;
    private volatile boolean stopped;
    private @Nullable FeedPosition pruneUpTo;
    private long pruneSince;

    public FeedMaintenance(
            ChangeFeed feed,
            FailoverDetector failovers,
            Timing timing,
            Clocks clocks,
            ScheduledExecutorService scheduler) {
        this.feed = feed;
        this.failovers = failovers;
        this.timing = timing;
        this.clocks = clocks;
        this.scheduler = scheduler;
    }

    /**
     * Starts, and runs until it is stopped.
     *
     * @param applied the position up to which this node has followed the feed
     */
    void start(Supplier<@Nullable FeedPosition> applied) {
        scheduler.execute(() -> run(applied));
    }

    void stop() {
        stopped = true;
        Future<?> scheduled = next;
        if (scheduled != null) {
            scheduled.cancel(false);
        }
    }

    private void run(Supplier<@Nullable FeedPosition> applied) {
        try {
            removeExpiredRegistrations();
            prune(applied.get());
            failovers.waitedOut().ifPresent(feed::settle);
        } catch (TokenStoreException e) {
            LOGGER.log(Level.DEBUG, "The store did not answer. Feed maintenance is retried at its next run", e);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "Feed maintenance failed unexpectedly. It is retried at its next run", e);
        } finally {
            scheduleNext(applied);
        }
    }

    /** Twice per longest registration: two sightings of a registration have to be that far apart before it is removed. */
    private void scheduleNext(Supplier<@Nullable FeedPosition> applied) {
        if (!stopped) {
            long pause = timing.longestRegistration().toNanos() / 2;
            next = scheduler.schedule(() -> run(applied), pause, TimeUnit.NANOSECONDS);
            if (stopped) {
                stop();
            }
        }
    }

    private void removeExpiredRegistrations() {
        List<RegisteredNode> nodes = feed.nodes(Set.of()).nodes();
        long now = clocks.nanoTime();
        sightings.keySet().retainAll(nodes.stream().map(RegisteredNode::id).toList());
        for (RegisteredNode node : nodes) {
            Sighting earlier = sightings.get(node.id());
            if (earlier == null || earlier.beat != node.beat()) {
                sightings.put(node.id(), new Sighting(node.beat(), now));
            } else if (now - earlier.since >= timing.longestRegistration().toNanos() && feed.remove(node)) {
                LOGGER.log(Level.INFO, "Node {0} did not renew its registration, which has been removed", node.id());
            }
        }
    }

    private void prune(@Nullable FeedPosition applied) {
        long now = clocks.nanoTime();
        if (pruneUpTo == null) {
            pruneUpTo = applied;
            pruneSince = now;
        } else if (now - pruneSince >= timing.history().toNanos()) {
            feed.prune(pruneUpTo);
            pruneUpTo = null;
        }
    }

    /** The time at which a registration was first seen with its current beat. */
    private record Sighting(long beat, long since) {}
}
