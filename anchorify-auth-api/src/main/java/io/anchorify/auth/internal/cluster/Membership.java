package io.anchorify.auth.internal.cluster;

import io.anchorify.auth.NodeStats;
import java.time.Duration;

/** The membership of a service in the set of nodes that use its store. */
public interface Membership {

    /** For a store without a change feed: its only service needs no membership, and its cache is always valid. */
    Membership SINGLE_NODE = new Membership() {

        @Override
        public void ensureStarted() {
            // There is no feed to follow.
        }

        @Override
        public void leave() {
            // No other node waits for this one.
        }

        @Override
        public NodeStats stats(long fallbacks) {
            return new NodeStats(true, 0, Duration.ZERO, fallbacks, 0);
        }
    };

    /** Starts following the feed, unless that has started: a request has found no valid term. */
    void ensureStarted();

    /** Ends the term, immediately and for good, and then the registration. */
    void leave();

    /** Statistics of this node, with the number of requests that could not use the cache. */
    NodeStats stats(long fallbacks);
}
