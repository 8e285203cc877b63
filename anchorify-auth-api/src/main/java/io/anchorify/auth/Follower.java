package io.anchorify.auth;

import io.anchorify.auth.spi.FeedEntry;
import io.anchorify.auth.spi.FeedPage;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far a node has followed the feed, and what one round of its loop does: read what was changed, drop it from the
 * cache, begin a term that counts from before the read was sent, acknowledge. In that order; and before all of it,
 * register. Used by one thread; the figures may be read by any.
 */
final class Follower {

    private static final Logger LOGGER = System.getLogger(Follower.class.getName());

    private final TokenCache cache;
    private final Term term;
    private final ServerWatch servers;
    private final Timing timing;
    private final LongSupplier ticker;

    private boolean registered;
    private long registeredAt;
    private @Nullable FeedPosition acknowledged;
    private volatile @Nullable FeedPosition applied;
    private volatile long asOf;
    private final LongAdder restarts = new LongAdder();

    Follower(TokenCache cache, Term term, ServerWatch servers, Timing timing, LongSupplier ticker) {
        this.cache = cache;
        this.term = term;
        this.servers = servers;
        this.timing = timing;
        this.ticker = ticker;
        this.asOf = ticker.getAsLong();
    }

    /** What a round came to. */
    enum Round {
        /** Nothing was changed since the last one. */
        UP_TO_DATE,
        /** Something was changed, and is applied. */
        CAUGHT_UP,
        /** There is more to read at once. */
        BEHIND,
        /** There was no going on. The next round begins anew. */
        LOST
    }

    /** A new connection: whether the registration of before is still there is found out by renewing it. */
    void reconnected() {
        registered = false;
    }

    Round round(FeedReader reader) {
        if (!registered) {
            register(reader);
        }
        long asked = ticker.getAsLong();
        FeedPage page = reader.read(applied);
        servers.isReliable(page.server(), asked, ticker.getAsLong());
        if (!page.registered()) {
            return loseRegistration("This node was not registered any more");
        }
        if (!goesOn(page)) {
            return startAfresh(page.head());
        }
        page.entries().forEach(this::apply);
        if (!page.head().equals(applied)) {
            return Round.BEHIND;
        }
        beginTerm(asked);
        if (isAcknowledgementDue() && !acknowledge(reader, page.head())) {
            return loseRegistration("What this node read from one server is not known to the next");
        }
        return page.entries().isEmpty() ? Round.UP_TO_DATE : Round.CAUGHT_UP;
    }

    @Nullable
    FeedPosition applied() {
        return applied;
    }

    Duration age() {
        return Duration.ofNanos(ticker.getAsLong() - asOf);
    }

    long restarts() {
        return restarts.sum();
    }

    private void register(FeedReader reader) {
        long sent = ticker.getAsLong();
        reader.register();
        registered = true;
        registeredAt = sent;
        acknowledged = null;
    }

    /** Whether the page begins right after what was applied, in the same history, and has no gap. */
    private boolean goesOn(FeedPage page) {
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
        cache.drop(entry.scope());
        applied = entry.position();
    }

    private void beginTerm(long asked) {
        long byRead = asked + timing.term().toNanos();
        long byRegistration = registeredAt + timing.registration().toNanos();
        term.begin(byRead - byRegistration < 0 ? byRead : byRegistration);
        asOf = asked;
    }

    /** Also when nothing was changed for a while, for it renews the registration. */
    private boolean isAcknowledgementDue() {
        return acknowledged == null
                || !acknowledged.equals(applied)
                || ticker.getAsLong() - registeredAt >= timing.beat().toNanos();
    }

    private boolean acknowledge(FeedReader reader, FeedPosition position) {
        long sent = ticker.getAsLong();
        if (!reader.acknowledge(position)) {
            return false;
        }
        registeredAt = sent;
        acknowledged = position;
        return true;
    }

    private Round loseRegistration(String what) {
        term.end();
        servers.doubt(ticker.getAsLong());
        registered = false;
        LOGGER.log(Level.WARNING, "{0}. It registers anew, and asks the store about every token until then", what);
        return Round.LOST;
    }

    /** The feed was restored, lost its end in a failover, or was pruned beyond this place; or this is the first read. */
    private Round startAfresh(FeedPosition head) {
        term.end();
        cache.dropAll();
        boolean first = applied == null;
        applied = head;
        if (first) {
            return Round.BEHIND;
        }
        restarts.increment();
        servers.doubt(ticker.getAsLong());
        LOGGER.log(Level.WARNING, "The feed of changes does not go on where this node had read it. All is read again");
        return Round.LOST;
    }
}
