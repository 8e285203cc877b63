package io.anchorify.auth.jdbc.faults;

import java.time.Duration;

/**
 * The state of the network link between a node and the database.
 *
 * @param toServer the delay of what a node sends
 * @param toNode the delay of responses
 * @param holdsToServer whether what a node sends is held back
 * @param holdsToNode whether responses are held back
 * @param bytesPerSecond the throughput in each direction
 * @param losesNotifications whether a node listens to a channel without notifications
 */
record LinkState(
        Duration toServer,
        Duration toNode,
        boolean holdsToServer,
        boolean holdsToNode,
        int bytesPerSecond,
        boolean losesNotifications) {

    static final LinkState HEALTHY =
            new LinkState(Duration.ZERO, Duration.ZERO, false, false, Integer.MAX_VALUE, false);
    /** Connections can be opened, but nothing is delivered. */
    static final LinkState BLACK_HOLE =
            new LinkState(Duration.ZERO, Duration.ZERO, true, true, Integer.MAX_VALUE, false);
    /** Statements reach the server, but its responses do not arrive. */
    static final LinkState RESPONSES_LOST =
            new LinkState(Duration.ZERO, Duration.ZERO, false, true, Integer.MAX_VALUE, false);
    /** Responses arrive, but new statements do not reach the server. */
    static final LinkState REQUESTS_LOST =
            new LinkState(Duration.ZERO, Duration.ZERO, true, false, Integer.MAX_VALUE, false);

    static final LinkState WITHOUT_NOTIFICATIONS =
            new LinkState(Duration.ZERO, Duration.ZERO, false, false, Integer.MAX_VALUE, true);

    /** Every round trip takes this much longer. */
    static LinkState slower(Duration delay) {
        return new LinkState(delay.dividedBy(2), delay.dividedBy(2), false, false, Integer.MAX_VALUE, false);
    }

    static LinkState trickling(int bytesPerSecond) {
        return new LinkState(Duration.ZERO, Duration.ZERO, false, false, bytesPerSecond, false);
    }
}
