package io.anchorify.auth.jdbc.faults;

import java.time.Duration;

/**
 * How a network line behaves.
 *
 * @param toServer how long what a node says is under way
 * @param toNode how long an answer is under way
 * @param holdsToServer whether what a node says is stuck
 * @param holdsToNode whether the answers are stuck
 * @param bytesPerSecond how much goes through in each direction
 * @param deaf whether a node listens to notifications that nobody sends
 */
record Line(
        Duration toServer,
        Duration toNode,
        boolean holdsToServer,
        boolean holdsToNode,
        int bytesPerSecond,
        boolean deaf) {

    static final Line GOOD = new Line(Duration.ZERO, Duration.ZERO, false, false, Integer.MAX_VALUE, false);
    /** Connections can be opened, and nothing ever comes back. */
    static final Line BLACK_HOLE = new Line(Duration.ZERO, Duration.ZERO, true, true, Integer.MAX_VALUE, false);
    /** The server does what it is told, and its answers do not arrive. */
    static final Line ONLY_TO_SERVER = new Line(Duration.ZERO, Duration.ZERO, false, true, Integer.MAX_VALUE, false);
    /** What is under way to the node arrives, and the server hears nothing. */
    static final Line ONLY_TO_NODE = new Line(Duration.ZERO, Duration.ZERO, true, false, Integer.MAX_VALUE, false);

    static final Line DEAF = new Line(Duration.ZERO, Duration.ZERO, false, false, Integer.MAX_VALUE, true);

    /** Each call takes that much longer. */
    static Line slower(Duration delay) {
        return new Line(delay.dividedBy(2), delay.dividedBy(2), false, false, Integer.MAX_VALUE, false);
    }

    static Line trickling(int bytesPerSecond) {
        return new Line(Duration.ZERO, Duration.ZERO, false, false, bytesPerSecond, false);
    }
}
