package io.anchorify.auth;

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
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every node does now and then for all: removes the registrations of nodes that have not renewed them for so long
 * that their terms are over, and the changes that are so old that nobody waits for them.
 */
final class Housekeeping {

    private static final Logger LOGGER = System.getLogger(Housekeeping.class.getName());

    private final ChangeFeed feed;
    private final ServerWatch servers;
    private final Timing timing;
    private final LongSupplier ticker;
    private final ScheduledExecutorService background;

    private final Map<UUID, Sighting> sightings = new HashMap<>();
    private volatile @Nullable Future<?> next;
    private volatile boolean ended;
    private @Nullable FeedPosition old;
    private long oldSince;

    Housekeeping(
            ChangeFeed feed,
            ServerWatch servers,
            Timing timing,
            LongSupplier ticker,
            ScheduledExecutorService background) {
        this.feed = feed;
        this.servers = servers;
        this.timing = timing;
        this.ticker = ticker;
        this.background = background;
    }

    /**
     * Begins, to go on until it is ended.
     *
     * @param applied up to where this node has followed the feed
     */
    void begin(Supplier<@Nullable FeedPosition> applied) {
        background.execute(() -> round(applied));
    }

    void end() {
        ended = true;
        Future<?> planned = next;
        if (planned != null) {
            planned.cancel(false);
        }
    }

    private void round(Supplier<@Nullable FeedPosition> applied) {
        try {
            removeDead();
            prune(applied.get());
            servers.waitedOut().ifPresent(feed::settle);
        } catch (TokenStoreException e) {
            LOGGER.log(Level.DEBUG, "The store did not answer. What was to be tidied up is left for the next time", e);
        } finally {
            again(applied);
        }
    }

    /** The first and the second time that a registration is seen have to be so far apart; twice a span, not to be late. */
    private void again(Supplier<@Nullable FeedPosition> applied) {
        if (!ended) {
            long pause = timing.longestRegistration().toNanos() / 2;
            next = background.schedule(() -> round(applied), pause, TimeUnit.NANOSECONDS);
            if (ended) {
                end();
            }
        }
    }

    private void removeDead() {
        List<RegisteredNode> nodes = feed.nodes(Set.of()).nodes();
        long now = ticker.getAsLong();
        sightings.keySet().retainAll(nodes.stream().map(RegisteredNode::id).toList());
        for (RegisteredNode node : nodes) {
            Sighting before = sightings.get(node.id());
            if (before == null || before.beat != node.beat()) {
                sightings.put(node.id(), new Sighting(node.beat(), now));
            } else if (now - before.since >= timing.longestRegistration().toNanos() && feed.remove(node)) {
                LOGGER.log(Level.INFO, "Node {0} is dead: its registration was not renewed", node.id());
            }
        }
    }

    private void prune(@Nullable FeedPosition applied) {
        long now = ticker.getAsLong();
        if (old == null) {
            old = applied;
            oldSince = now;
        } else if (now - oldSince >= timing.history().toNanos()) {
            feed.prune(old);
            old = null;
        }
    }

    /** Since when a registration has been seen with the same beat. */
    private record Sighting(long beat, long since) {}
}
