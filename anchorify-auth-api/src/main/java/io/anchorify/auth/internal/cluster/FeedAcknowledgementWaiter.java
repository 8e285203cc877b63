package io.anchorify.auth.internal.cluster;

import io.anchorify.auth.Receipt;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.internal.Clocks;
import io.anchorify.auth.spi.ChangeFeed;
import io.anchorify.auth.spi.NodeList;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits until every node has acknowledged a change, or until no term that began before its commit can still be valid.
 *
 * <p>One task polls the nodes for all waiting changes: immediately after a commit, and then less and less often. The end of
 * a wait is a task of its own, so that it comes in time however long the store takes to list the nodes.
 */
public final class FeedAcknowledgementWaiter implements AcknowledgementWaiter {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private static final Logger LOGGER = System.getLogger(FeedAcknowledgementWaiter.class.getName());

    private final ChangeFeed feed;
    private final FailoverDetector failovers;
    private final Supplier<Optional<UUID>> thisNode;
    private final long longestTerm;
    private final Clocks clocks;
    private final ScheduledExecutorService scheduler;

    private final Queue<PendingChange> pending = new ConcurrentLinkedQueue<>();
    private final Lock scheduling = new ReentrantLock();
    private boolean polling;
    private @Nullable Future<?> nextPoll;
    private long nextPollAt;

    /**
     * A waiter for the changes of one node.
     *
     * @param thisNode the registration of this node, which every complete list of nodes contains
     */
    public FeedAcknowledgementWaiter(
            ChangeFeed feed,
            FailoverDetector failovers,
            Supplier<Optional<UUID>> thisNode,
            Timing timing,
            Clocks clocks,
            ScheduledExecutorService scheduler) {
        this.feed = feed;
        this.failovers = failovers;
        this.thisNode = thisNode;
        this.longestTerm = timing.longestTerm().toNanos();
        this.clocks = clocks;
        this.scheduler = scheduler;
    }

    @Override
    public CompletableFuture<Receipt> await(UUID change, Instant committedAt) {
        PendingChange waiting = new PendingChange(change, committedAt, clocks.nanoTime());
        pending.add(waiting);
        try {
            waiting.timeout = scheduler.schedule(waiting::waitedOut, longestTerm, TimeUnit.NANOSECONDS);
            schedulePoll(Duration.ZERO);
        } catch (RejectedExecutionException e) {
            waiting.fail(new TokenStoreException(
                    "The token service was closed before a committed change was in effect on all nodes. It is in"
                            + " effect " + Duration.ofNanos(longestTerm) + " after the commit",
                    null));
        }
        return waiting.receipt;
    }

    /** Schedules a poll, unless an earlier one is scheduled or one is running, which schedules the next. */
    private void schedulePoll(Duration pause) {
        long at = clocks.nanoTime() + pause.toNanos();
        scheduling.lock();
        try {
            Future<?> scheduled = nextPoll;
            if (polling || (scheduled != null && nextPollAt - at <= 0)) {
                return;
            }
            if (scheduled != null) {
                scheduled.cancel(false);
            }
            nextPoll = scheduler.schedule(this::pollOnce, pause.toNanos(), TimeUnit.NANOSECONDS);
            nextPollAt = at;
        } finally {
            scheduling.unlock();
        }
    }

    private void pollOnce() {
        if (!beginPoll()) {
            return;
        }
        try {
            poll();
        } catch (TokenStoreException e) {
            LOGGER.log(Level.DEBUG, "The store did not list the nodes. Waiting for them continues", e);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "Listing the nodes failed unexpectedly. Waiting for them continues", e);
        } finally {
            endPoll();
        }
    }

    private boolean beginPoll() {
        scheduling.lock();
        try {
            boolean mayPoll = !polling;
            polling = true;
            nextPoll = null;
            return mayPoll;
        } finally {
            scheduling.unlock();
        }
    }

    private void endPoll() {
        scheduling.lock();
        try {
            polling = false;
        } finally {
            scheduling.unlock();
        }
        // A change that was added during the poll relies on this.
        if (!pending.isEmpty()) {
            scheduleNextPoll();
        }
    }

    private void scheduleNextPoll() {
        try {
            schedulePoll(pause());
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.DEBUG, "The token service was closed. Pending changes wait for the longest term", e);
        }
    }

    /** Polls the nodes. They need a moment to apply a change, so the first poll after a commit only wakes them. */
    private void poll() {
        // Every change in this list was committed before the nodes are listed.
        List<PendingChange> waiting = List.copyOf(pending);
        if (waiting.stream().anyMatch(change -> !change.announced)) {
            waiting.forEach(change -> change.announced = true);
            feed.announce();
            return;
        }
        long asked = clocks.nanoTime();
        NodeList list = feed.nodes(waiting.stream().map(change -> change.uid).toList());
        boolean complete = failovers.observe(list.server(), asked, clocks.nanoTime()) && containsThisNode(list);
        waiting.forEach(change -> change.update(list, complete));
        failovers.waitedOut().ifPresent(feed::settle);
    }

    /** If the registration of this node is missing, others may be missing too. */
    private boolean containsThisNode(NodeList list) {
        return thisNode.get()
                .map(id -> list.nodes().stream().anyMatch(node -> node.id().equals(id)))
                .orElse(true);
    }

    /** A quarter of the time that the most recent change has waited, which bounds how late a poll notices its end. */
    private Duration pause() {
        long now = clocks.nanoTime();
        long mostRecent = pending.stream()
                .mapToLong(change -> now - change.committed)
                .min()
                .orElse(0);
        long nanos = Math.max(SHORTEST_PAUSE.toNanos(), Math.min(mostRecent / 4, LONGEST_PAUSE.toNanos()));
        return Duration.ofNanos(nanos);
    }

    /** A committed change that is not yet known to be in effect on every node. */
    private final class PendingChange {

        private final UUID uid;
        private final Instant committedAt;
        private final long committed;
        private final CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        private volatile @Nullable Future<?> timeout;
        private volatile boolean announced;
        private volatile int acknowledged;
        private volatile int missing;

        PendingChange(UUID uid, Instant committedAt, long committed) {
            this.uid = uid;
            this.committedAt = committedAt;
            this.committed = committed;
        }

        private void update(NodeList list, boolean complete) {
            Long number = list.numbers().get(uid);
            if (number == null) {
                fail(new LostChangeException());
                return;
            }
            acknowledged = list.acknowledged(number);
            missing = list.nodes().size() - acknowledged;
            if (complete && missing == 0) {
                complete(false);
            }
        }

        private void waitedOut() {
            if (!receipt.isDone()) {
                LOGGER.log(
                        Level.INFO,
                        "A change took effect after the longest term: {0} nodes acknowledged it, {1} did not, or the nodes"
                                + " could not be listed",
                        acknowledged,
                        missing);
                complete(true);
            }
        }

        private void complete(boolean waitedOut) {
            stopWaiting();
            receipt.complete(new Receipt(committedAt, clocks.micros(), acknowledged, missing, waitedOut));
        }

        private void fail(TokenStoreException failure) {
            stopWaiting();
            receipt.completeExceptionally(failure);
        }

        private void stopWaiting() {
            pending.remove(this);
            Future<?> scheduled = timeout;
            if (scheduled != null) {
                scheduled.cancel(false);
            }
        }
    }
}
