package io.anchorify.auth;

import io.anchorify.auth.spi.ChangeFeed;
import io.anchorify.auth.spi.NodeList;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits until every node has acknowledged a change, or until no term that began before it was committed can still run.
 *
 * <p>One task looks at the nodes for all who wait: a moment after a change, and then less and less often. The end of a
 * wait is a task of its own, so it comes in time however long the store takes to list the nodes.
 */
final class FeedBarrier implements Barrier {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private static final Logger LOGGER = System.getLogger(FeedBarrier.class.getName());

    private final ChangeFeed feed;
    private final ServerWatch servers;
    private final Supplier<Optional<UUID>> thisNode;
    private final long longestTerm;
    private final InstantSource clock;
    private final LongSupplier ticker;
    private final ScheduledExecutorService background;

    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private final Lock planning = new ReentrantLock();
    private boolean looking;
    private @Nullable Future<?> planned;
    private long plannedAt;

    FeedBarrier(
            ChangeFeed feed,
            ServerWatch servers,
            Supplier<Optional<UUID>> thisNode,
            Timing timing,
            InstantSource clock,
            LongSupplier ticker,
            ScheduledExecutorService background) {
        this.feed = feed;
        this.servers = servers;
        this.thisNode = thisNode;
        this.longestTerm = timing.longestTerm().toNanos();
        this.clock = clock;
        this.ticker = ticker;
        this.background = background;
    }

    @Override
    public CompletableFuture<Receipt> await(UUID change, Instant committedAt) {
        Waiter waiter = new Waiter(change, committedAt, ticker.getAsLong());
        waiters.add(waiter);
        try {
            waiter.end = background.schedule(waiter::waitedOut, longestTerm, TimeUnit.NANOSECONDS);
            planLook(Duration.ZERO);
        } catch (RejectedExecutionException e) {
            waiter.fail("The token service was closed before a change held on all nodes. It does after "
                    + Duration.ofNanos(longestTerm));
        }
        return waiter.done;
    }

    /** Looks after a pause, unless that is planned anyway or somebody is looking, who will look again. */
    private void planLook(Duration pause) {
        long at = ticker.getAsLong() + pause.toNanos();
        planning.lock();
        try {
            Future<?> before = planned;
            if (looking || (before != null && plannedAt - at <= 0)) {
                return;
            }
            if (before != null) {
                before.cancel(false);
            }
            planned = background.schedule(this::lookOnce, pause.toNanos(), TimeUnit.NANOSECONDS);
            plannedAt = at;
        } finally {
            planning.unlock();
        }
    }

    private void lookOnce() {
        if (!beginLook()) {
            return;
        }
        try {
            look();
        } catch (TokenStoreException e) {
            LOGGER.log(Level.DEBUG, "The store did not list the nodes. Whoever waits for them goes on to", e);
        } finally {
            endLook();
        }
    }

    private boolean beginLook() {
        planning.lock();
        try {
            boolean mayLook = !looking;
            looking = true;
            planned = null;
            return mayLook;
        } finally {
            planning.unlock();
        }
    }

    private void endLook() {
        planning.lock();
        try {
            looking = false;
        } finally {
            planning.unlock();
        }
        // Who began to wait during the look relied on this.
        if (!waiters.isEmpty()) {
            planAnotherLook();
        }
    }

    private void planAnotherLook() {
        try {
            planLook(pause());
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.DEBUG, "The token service was closed. Whoever waits for the nodes waits for the time", e);
        }
    }

    /** The nodes need a moment, so who has only begun to wait first has them woken. */
    private void look() {
        // Who waits now has committed before the nodes are listed.
        List<Waiter> waiting = List.copyOf(waiters);
        if (waiting.stream().anyMatch(waiter -> !waiter.announced)) {
            waiting.forEach(waiter -> waiter.announced = true);
            feed.announce();
            return;
        }
        long asked = ticker.getAsLong();
        NodeList list = feed.nodes(waiting.stream().map(waiter -> waiter.change).toList());
        boolean reliable = servers.isReliable(list.server(), asked, ticker.getAsLong()) && knowsThisNode(list);
        waiting.forEach(waiter -> waiter.see(list, reliable));
        servers.waitedOut().ifPresent(feed::settle);
    }

    /** Where this node's own registration is gone, others may be. */
    private boolean knowsThisNode(NodeList list) {
        return thisNode.get()
                .map(id -> list.nodes().stream().anyMatch(node -> node.id().equals(id)))
                .orElse(true);
    }

    /** A quarter of what the last one has waited, which is what a look may come too late. */
    private Duration pause() {
        long now = ticker.getAsLong();
        long youngest = waiters.stream()
                .mapToLong(waiter -> now - waiter.committed)
                .min()
                .orElse(0);
        long nanos = Math.max(SHORTEST_PAUSE.toNanos(), Math.min(youngest / 4, LONGEST_PAUSE.toNanos()));
        return Duration.ofNanos(nanos);
    }

    /** Somebody who waits for one change. */
    private final class Waiter {

        private final UUID change;
        private final Instant committedAt;
        private final long committed;
        private final CompletableFuture<Receipt> done = new CompletableFuture<>();
        private volatile @Nullable Future<?> end;
        private volatile boolean announced;
        private volatile int acknowledged;
        private volatile int missing;

        Waiter(UUID change, Instant committedAt, long committed) {
            this.change = change;
            this.committedAt = committedAt;
            this.committed = committed;
        }

        private void see(NodeList list, boolean reliable) {
            Long number = list.numbers().get(change);
            if (number == null) {
                fail("The database has lost a change that it had committed, as a server that takes over without the"
                        + " last commits of the one before. Make the change again");
                return;
            }
            acknowledged = list.acknowledged(number);
            missing = list.nodes().size() - acknowledged;
            if (reliable && missing == 0) {
                end();
            }
        }

        private void waitedOut() {
            if (!done.isDone()) {
                LOGGER.log(
                        Level.INFO,
                        "A change was confirmed by {0} nodes; the terms of {1} others were waited out",
                        acknowledged,
                        missing);
                end();
            }
        }

        private void end() {
            leave();
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            done.complete(new Receipt(committedAt, now, acknowledged, missing));
        }

        private void fail(String message) {
            leave();
            done.completeExceptionally(new TokenStoreException(message, null));
        }

        private void leave() {
            waiters.remove(this);
            Future<?> planned = end;
            if (planned != null) {
                planned.cancel(false);
            }
        }
    }
}
