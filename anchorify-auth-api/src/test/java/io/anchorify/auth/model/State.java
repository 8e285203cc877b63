package io.anchorify.auth.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A state of a world: a database with one token, the nodes with their caches, a revocation of the token, one load and one
 * request. The fields are exactly what a step may depend on.
 *
 * <p>Times are ticks of a single clock. A part that a world does not use keeps its initial values.
 */
final class State {

    /** No time, beat or acknowledgement yet. */
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

    /** The initial state. In a world without heartbeats the nodes are registered. */
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

    void exchange(StateCodec codec) {
        codec.part("world");
        now = codec.number("now", now);
        replicaCaughtUp = codec.flag("replica caught up", replicaCaughtUp);
        primary.exchange(codec);
        replica.exchange(codec);
        revoker.exchange(codec);
        other.exchange(codec);
        for (Node node : nodes) {
            node.exchange(codec);
        }
        load.exchange(codec);
        request.exchange(codec);
    }

    Map<String, Object> fields() {
        Map<String, Object> values = new LinkedHashMap<>();
        exchange(StateCodec.namedIn(values));
        return values;
    }

    /** The call of {@code revoke()} and its process. */
    static final class Revoker {

        enum Phase {
            IDLE,
            BEGUN,
            BETWEEN_BATCHES,
            COMMITTING,
            UNCERTAIN,
            WAITING,
            RETURNED,
            REPORTED_NOT_REVOKED;

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
        /** The nodes that it listed before its commit, one bit each. Used only if a rule is broken. */
        int listed;
        /** When its process met the second server. */
        int metServerAt = NONE;

        private void exchange(StateCodec codec) {
            codec.part("revoker");
            phase = codec.phase("phase", phase, Phase.ALL);
            transaction = codec.phase("transaction", transaction, Transaction.ALL);
            position = codec.number("position", position);
            deadline = codec.number("deadline", deadline);
            listed = codec.number("listed", listed);
            metServerAt = codec.number("met server at", metServerAt);
        }
    }

    /** Changes that do not concern the token, and the process that makes them. */
    static final class Other {

        /** The next value of a sequence. Used only if positions come from one. */
        int sequence = 1;
        /** The value that one change has drawn from the sequence. */
        int drawn;
        /** Whether that change has not begun, is in progress or is committed: 0, 1, 2. */
        int progress;
        /** How many changes are left to make. */
        int left;
        /** When the process met the second server. */
        int metServerAt = NONE;

        private void exchange(StateCodec codec) {
            codec.part("other");
            sequence = codec.number("sequence", sequence);
            drawn = codec.number("drawn", drawn);
            progress = codec.number("progress", progress);
            left = codec.number("left", left);
            metServerAt = codec.number("met server at", metServerAt);
        }
    }

    /** A load that may fill the cache of the first node. */
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
        /** The fence before the read: the applied position and the generation of the cache. */
        int position;

        int generation;
        boolean active;
        /** When what it has read ends by the wall clock. */
        int end = NONE;

        boolean inFlight() {
            return phase == Phase.READING || phase == Phase.HAS_READ;
        }

        boolean acceptsAt(int wallClock) {
            return active && (end == NONE || wallClock < end);
        }

        void end() {
            phase = Phase.NONE;
            position = 0;
            generation = 0;
            active = false;
            end = NONE;
        }

        private void exchange(StateCodec codec) {
            codec.part("load");
            phase = codec.phase("phase", phase, Phase.ALL);
            position = codec.number("fence position", position);
            generation = codec.number("fence generation", generation);
            active = codec.flag("has read active", active);
            end = codec.number("has read end", end);
        }
    }

    /** A request with the token. One at a time, because requests do not affect each other. */
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

        private void exchange(StateCodec codec) {
            codec.part("request");
            phase = codec.phase("phase", phase, Phase.ALL);
            node = codec.number("node", node);
            late = codec.flag("late", late);
            accepted = codec.flag("accepted", accepted);
        }
    }
}
