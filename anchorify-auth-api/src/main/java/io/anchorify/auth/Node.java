package io.anchorify.auth;

import io.anchorify.auth.Follower.Round;
import io.anchorify.auth.spi.ChangeFeed;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * A service among others on one store: its thread follows the feed, on a connection of its own, from the first request
 * until the service is closed. Whatever goes wrong, the term ends by itself.
 */
final class Node implements Membership {

    /** The pause before a new connection, after the last one failed. */
    private static final Duration RETRY = Duration.ofMillis(250);
    /** Between two rounds, however long they take. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
    /** How long to wait for the thread to remove the registration. After that, the others will do so. */
    private static final Duration LEAVING = Duration.ofSeconds(3);

    private static final Logger LOGGER = System.getLogger(Node.class.getName());

    private final UUID id = UUID.randomUUID();
    private final ChangeFeed feed;
    private final Follower follower;
    private final Term term;
    private final Housekeeping housekeeping;
    private final Timing timing;
    private final LongSupplier ticker;
    private final NodeThread thread;

    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean leaving;

    // Of the node's thread alone.
    private boolean hinted;
    private boolean hintsArrive;
    private boolean failing;

    Node(
            ChangeFeed feed,
            Follower follower,
            Term term,
            Housekeeping housekeeping,
            Timing timing,
            LongSupplier ticker,
            NodeThread thread) {
        this.feed = feed;
        this.follower = follower;
        this.term = term;
        this.housekeeping = housekeeping;
        this.timing = timing;
        this.ticker = ticker;
        this.thread = thread;
    }

    /** The registration that has to be in every list of nodes, as long as this node follows the feed. */
    Optional<UUID> registration() {
        return begun.get() && !leaving ? Optional.of(id) : Optional.empty();
    }

    @Override
    public void join() {
        if (!begun.get() && begun.compareAndSet(false, true)) {
            thread.start(this::run);
            housekeeping.begin(follower::applied);
        }
    }

    @Override
    public void leave() {
        term.close();
        leaving = true;
        if (begun.compareAndSet(false, true)) {
            return;
        }
        housekeeping.end();
        thread.wake();
        announce();
        try {
            if (!thread.awaitEnd(LEAVING)) {
                LOGGER.log(Level.WARNING, "The store did not answer when this node left. The others will forget it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public NodeStats stats(long fallbacks) {
        FeedPosition applied = follower.applied();
        return new NodeStats(
                term.isValidNow(),
                applied == null ? 0 : applied.number(),
                follower.age(),
                fallbacks,
                follower.restarts());
    }

    private void run() {
        while (!leaving) {
            follow();
        }
    }

    /** Follows the feed on one connection, for as long as that works. */
    private void follow() {
        try (FeedReader reader = feed.open(id)) {
            follower.reconnected();
            while (!leaving) {
                long begun = ticker.getAsLong();
                Round round = follower.round(reader);
                reportSuccess();
                await(reader, round, begun);
            }
            reader.leave();
        } catch (RuntimeException | Error e) {
            // Also an error: without this thread the node would ask the store about every token, for ever.
            reportFailure(e);
            if (!leaving) {
                thread.pause(RETRY);
            }
        }
    }

    /**
     * Waits for the next round. Hints of changes are trusted, and the feed is read seldom, only for as long as no change
     * is found that none has hinted at. The time counts from the begin of the last round, so that a database that takes
     * long to answer does not let the term run out in between.
     */
    private void await(FeedReader reader, Round round, long roundBegun) {
        if (round == Round.BEHIND) {
            return;
        }
        hintsArrive = hintsArrive && (hinted || round != Round.CAUGHT_UP);
        boolean mayBeSlow = hintsArrive && round != Round.LOST;
        Duration poll = mayBeSlow ? timing.hintedPoll() : timing.poll();
        Duration left = poll.minusNanos(ticker.getAsLong() - roundBegun);
        hinted = reader.await(left.compareTo(SHORTEST_PAUSE) > 0 ? left : SHORTEST_PAUSE);
        hintsArrive = hintsArrive || hinted;
    }

    private void announce() {
        try {
            feed.announce();
        } catch (TokenStoreException e) {
            // The thread then wakes by itself.
        }
    }

    private void reportSuccess() {
        if (failing) {
            failing = false;
            LOGGER.log(Level.INFO, "This node follows the changes of its store again");
        }
    }

    /** Once an outage. */
    private void reportFailure(Throwable e) {
        if (!failing && !leaving) {
            failing = true;
            LOGGER.log(
                    Level.WARNING,
                    "This node cannot follow the changes of its store, and asks it about every token until it can",
                    e);
        }
    }
}
