package io.anchorify.auth;

import io.anchorify.auth.spi.ChangeFeed;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * What a service has to do with the others on its store.
 *
 * @param term until when it may answer from its cache
 * @param membership whether it is known to the others
 * @param barrier when a change of its own holds on all of them
 */
record Cluster(Term term, Membership membership, Barrier barrier) {

    private static final Logger LOGGER = System.getLogger(Cluster.class.getName());

    /** A service on a store that nobody else uses, for it has no feed. */
    static Cluster alone(LongSupplier ticker) {
        LOGGER.log(
                Level.INFO,
                "This store has no feed of changes: its tokens may be used by this one process, and by no other");
        return new Cluster(Term.unlimited(ticker), Membership.ALONE, Barrier.ALONE);
    }

    /** A service that shares its store by a feed. */
    static Cluster around(
            ChangeFeed feed,
            TokenCache cache,
            Timing timing,
            InstantSource clock,
            LongSupplier ticker,
            ScheduledExecutorService background,
            NodeThread thread) {
        Term term = new Term(ticker);
        ServerWatch servers = new ServerWatch(timing);
        Follower follower = new Follower(cache, term, servers, timing, ticker);
        Housekeeping housekeeping = new Housekeeping(feed, servers, timing, ticker, background);
        Node node = new Node(feed, follower, term, housekeeping, timing, ticker, thread);
        FeedBarrier barrier = new FeedBarrier(feed, servers, node::registration, timing, clock, ticker, background);
        return new Cluster(term, node, barrier);
    }
}
