package io.anchorify.auth;

import java.time.Duration;

/** What a service is among those that work on its store. */
interface Membership {

    /** A service whose store has no feed. It is the only one, so its cache always holds. */
    Membership ALONE = new Membership() {

        @Override
        public void join() {
            // There is nobody to join.
        }

        @Override
        public void leave() {
            // Nobody waits for it.
        }

        @Override
        public NodeStats stats(long fallbacks) {
            return new NodeStats(true, 0, Duration.ZERO, fallbacks, 0);
        }
    };

    /** Begins to follow the feed, unless that has begun: a request has found that there is no term. */
    void join();

    /** Ends the term, at once and for good, and then the registration. */
    void leave();

    NodeStats stats(long fallbacks);
}
