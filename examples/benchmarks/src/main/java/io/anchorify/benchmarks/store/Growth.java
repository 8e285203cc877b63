package io.anchorify.benchmarks.store;

import io.anchorify.benchmarks.support.Options;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How revocations grow with those who revoke at once and with the nodes that have to hear of them, and what idle nodes
 * cost their database; on PostgreSQL, with all nodes in this process. How long one revocation after the other takes, and
 * how many statements each costs, is measured beside the tests of the store.
 */
public final class Growth {

    private Growth() {}

    /**
     * Measures.
     *
     * @param arguments {@code --nodes 1,3,10 --revokers 1,10,100 --seconds 5 --rounds 3 --idle-nodes 1,10,100
     *     --idle-seconds 10}
     * @throws SQLException if the database fails
     */
    public static void main(String... arguments) throws SQLException {
        Options options =
                Options.of(arguments, Set.of("idle-nodes", "idle-seconds", "nodes", "revokers", "rounds", "seconds"));
        List<Integer> nodes = options.numbers("nodes", "1,3,10");
        List<Integer> revokers = options.numbers("revokers", "1,10,100");
        Duration time = options.seconds("seconds", 5);
        int rounds = options.number("rounds", 3);
        List<Integer> idleNodes = options.numbers("idle-nodes", "1,10,100");
        Duration idle = options.seconds("idle-seconds", 10);
        new Revocations(revokers, rounds, time).measure(nodes);
        new IdleNodes(idle).measure(idleNodes);
    }
}
