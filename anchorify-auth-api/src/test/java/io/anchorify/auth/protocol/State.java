package io.anchorify.auth.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One moment of a small world: a database with one token, the nodes with their caches, a revocation of the token, one
 * lookup and one request. Everything that a step may depend on is a field here, and nothing else.
 *
 * <p>Times are ticks of the one clock. A part that a world does not have keeps the values that it starts with.
 */
final class State {

    /** No time, no beat, no acknowledgement: there has been none yet. */
    static final int NONE = -1;

    int now;
    final Database primary;
    final Database replica;
    boolean replicaCaughtUp;
    final Revoker revoker = new Revoker();
    final Other other = new Other();
    final Node[] nodes;
    final Load load = new Load();
    final Request request = new Request();

    private State(int nodes) {
        this.primary = new Database("database", nodes);
        this.replica = new Database("replica", nodes);
        this.nodes = IntStream.range(0, nodes).mapToObj(Node::new).toArray(Node[]::new);
    }

    /** How a world begins: nobody has done anything, and in a world without heartbeats the nodes are registered. */
    static State startOf(World world) {
        State start = new State(world.nodes());
        start.other.left = world.otherChanges();
        if (world.heartbeats() == 0) {
            for (int i = 0; i < start.nodes.length; i++) {
                start.nodes[i].registeredAt = 0;
                start.primary.rows[i].present = true;
                start.replica.rows[i].present = true;
            }
        }
        return start;
    }

    void exchange(Cells cells) {
        cells.part("world");
        now = cells.number("now", now);
        replicaCaughtUp = cells.flag("replica caught up", replicaCaughtUp);
        primary.exchange(cells);
        replica.exchange(cells);
        revoker.exchange(cells);
        other.exchange(cells);
        for (Node node : nodes) {
            node.exchange(cells);
        }
        load.exchange(cells);
        request.exchange(cells);
    }

    Map<String, Object> fields() {
        Map<String, Object> values = new LinkedHashMap<>();
        exchange(Cells.namedIn(values));
        return values;
    }

    /** The call of {@code revoke()}, and the process that it runs in. */
    static final class Revoker {

        enum Phase {
            IDLE,
            BEGUN,
            COMMITTING,
            UNCERTAIN,
            WAITING,
            RETURNED,
            SAID_NOT_REVOKED;

            private static final Phase[] ALL = values();
        }

        enum Transaction {
            NONE,
            OPEN,
            COMMITTED,
            ROLLED_BACK;

            private static final Transaction[] ALL = values();
        }

        Phase phase = Phase.IDLE;
        Transaction transaction = Transaction.NONE;
        int position;
        int deadline;
        /** The nodes that it has listed before its commit, one bit each. Only a mistake looks at them. */
        int listed;
        /** Since when its process knows the second server. */
        int metServerAt = NONE;

        private void exchange(Cells cells) {
            cells.part("revoker");
            phase = cells.phase("phase", phase, Phase.ALL);
            transaction = cells.phase("transaction", transaction, Transaction.ALL);
            position = cells.number("position", position);
            deadline = cells.number("deadline", deadline);
            listed = cells.number("listed", listed);
            metServerAt = cells.number("met server at", metServerAt);
        }
    }

    /** Changes that have nothing to do with the token, and the process that makes them. */
    static final class Other {

        /** The next value of the sequence that a mistake numbers its changes with. */
        int sequence = 1;
        /** The value that one of them has drawn. */
        int drawn;
        /** Whether that one is still to come, is under way or has been committed: 0, 1, 2. */
        int progress;
        /** How many gapless ones may still come. */
        int left;
        /** Since when the process that makes them knows the second server. */
        int metServerAt = NONE;

        private void exchange(Cells cells) {
            cells.part("other");
            sequence = cells.number("sequence", sequence);
            drawn = cells.number("drawn", drawn);
            progress = cells.number("progress", progress);
            left = cells.number("left", left);
            metServerAt = cells.number("met server at", metServerAt);
        }
    }

    /** A lookup in the database that may fill the cache of the first node. */
    static final class Load {

        enum Phase {
            NONE,
            READING,
            READING_OLD_SNAPSHOT,
            HAS_READ,
            STORING;

            private static final Phase[] ALL = values();
        }

        Phase phase = Phase.NONE;
        /** The fence as it stood before it read: the applied position and the cache's generation. */
        int position;

        int generation;
        boolean active;

        boolean inFlight() {
            return phase == Phase.READING || phase == Phase.HAS_READ;
        }

        void end() {
            phase = Phase.NONE;
            position = 0;
            generation = 0;
            active = false;
        }

        private void exchange(Cells cells) {
            cells.part("load");
            phase = cells.phase("phase", phase, Phase.ALL);
            position = cells.number("fence position", position);
            generation = cells.number("fence generation", generation);
            active = cells.flag("has read active", active);
        }
    }

    /** A request with the token. There is one at a time, for requests do not see each other. */
    static final class Request {

        enum Phase {
            NONE,
            BEGUN,
            HALF_CHECKED,
            JOINED,
            ANSWERED;

            private static final Phase[] ALL = values();
        }

        Phase phase = Phase.NONE;
        int node;
        /** Whether it began after {@code revoke()} had returned. */
        boolean late;

        boolean accepted;

        void end() {
            phase = Phase.NONE;
            node = 0;
            late = false;
            accepted = false;
        }

        private void exchange(Cells cells) {
            cells.part("request");
            phase = cells.phase("phase", phase, Phase.ALL);
            node = cells.number("node", node);
            late = cells.flag("late", late);
            accepted = cells.flag("accepted", accepted);
        }
    }
}
