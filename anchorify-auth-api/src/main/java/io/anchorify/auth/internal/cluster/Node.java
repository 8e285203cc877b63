package io.anchorify.auth.internal.cluster;

import io.anchorify.auth.NodeStats;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.internal.Clocks;
import io.anchorify.auth.spi.ChangeFeed;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A service that shares its store. Its thread follows the feed on a connection of its own, from the first request until the
 * service is closed. Whatever goes wrong, the term ends by itself.
 */
public final class Node implements Membership {

    /** The back-off before a new connection, after the last one failed. */
    private static final Duration RETRY = Duration.ofMillis(250);
    /** The pause between two polls, however long they take. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
    /** How long to wait for the thread to remove the registration. After that, other nodes remove it. */
    private static final Duration LEAVE_DEADLINE = Duration.ofSeconds(3);

    private static final Logger LOGGER = System.getLogger(Node.class.getName());

    private final UUID id = UUID.randomUUID();
    private final ChangeFeed feed;
    private final FeedConsumer consumer;
    private final Term term;
    private final FeedMaintenance maintenance;
    private final Timing timing;
    private final Clocks clocks;
    private final FeedThread thread;

    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean leaving;

    // Used by the feed thread only.
    private boolean notified;
    private boolean notificationsArrive;
    private boolean failing;

    public Node(
            ChangeFeed feed,
            FeedConsumer consumer,
            Term term,
            FeedMaintenance maintenance,
            Timing timing,
            Clocks clocks,
            FeedThread thread) {
        this.feed = feed;
        this.consumer = consumer;
        this.term = term;
        this.maintenance = maintenance;
        this.timing = timing;
        this.clocks = clocks;
        this.thread = thread;
    }

    /** The registration that every list of nodes must contain while this node follows the feed. */
    public Optional<UUID> registration() {
        return started.get() && !leaving ? Optional.of(id) : Optional.empty();
    }

    @Override
    public void ensureStarted() {
        if (!started.get() && started.compareAndSet(false, true)) {
            thread.start(this::run);
            maintenance.start(consumer::applied);
        }
    }

    @Override
    public void leave() {
        term.close();
        leaving = true;
        if (started.compareAndSet(false, true)) {
            return;
        }
        maintenance.stop();
        thread.wake();
        announce();
        try {
            if (!thread.awaitEnd(LEAVE_DEADLINE)) {
                LOGGER.log(
                        Level.WARNING,
                        "The store did not answer when this node left. Other nodes will remove its registration");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public NodeStats stats(long fallbacks) {
        FeedPosition applied = consumer.applied();
        return new NodeStats(
                term.isValidNow(),
                applied == null ? 0 : applied.number(),
                consumer.age(),
                fallbacks,
                consumer.restarts());
    }

    private void run() {
        while (!leaving) {
            followOnOneConnection();
        }
    }

    private void followOnOneConnection() {
        try (FeedReader reader = feed.open(id)) {
            consumer.reconnected();
            while (!leaving) {
                long begun = clocks.nanoTime();
                PollResult result = consumer.poll(reader);
                reportSuccess();
                awaitNextPoll(reader, result, begun);
            }
            reader.leave();
        } catch (RuntimeException | Error e) {
            // Errors too: without this thread the node would ask the store about every token from now on.
            reportFailure(e);
            if (!leaving) {
                thread.pause(RETRY);
            }
        }
    }

    /**
     * Waits until the next poll is due. Notifications are relied on, and the feed is read seldom, only as long as every
     * change that a poll finds was announced by one. The time counts from the beginning of the last poll, so that a
     * database that answers slowly does not let the term run out between two polls.
     */
    private void awaitNextPoll(FeedReader reader, PollResult result, long pollBegun) {
        if (result == PollResult.BEHIND) {
            return;
        }
        notificationsArrive = notificationsArrive && (notified || result != PollResult.CAUGHT_UP);
        boolean mayBeSlow = notificationsArrive && result != PollResult.LOST;
        Duration interval = mayBeSlow ? timing.notifiedPoll() : timing.poll();
        Duration left = interval.minusNanos(clocks.nanoTime() - pollBegun);
        notified = reader.await(left.compareTo(SHORTEST_PAUSE) > 0 ? left : SHORTEST_PAUSE);
        notificationsArrive = notificationsArrive || notified;
    }

    private void announce() {
        try {
            feed.announce();
        } catch (TokenStoreException e) {
            LOGGER.log(Level.DEBUG, "The store did not wake the feed thread, which then wakes by itself", e);
        }
    }

    private void reportSuccess() {
        if (failing) {
            failing = false;
            LOGGER.log(Level.INFO, "This node follows the change feed of its store again");
        }
    }

    /** Logs once per outage. */
    private void reportFailure(Throwable e) {
        if (!failing && !leaving) {
            failing = true;
            LOGGER.log(
                    Level.WARNING,
                    "This node cannot follow the change feed of its store, and asks the store about every token until it"
                            + " can",
                    e);
        }
    }
}
