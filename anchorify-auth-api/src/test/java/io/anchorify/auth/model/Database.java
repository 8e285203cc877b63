package io.anchorify.auth.model;

import java.util.stream.IntStream;

/** The content of the database: the head, the token's revocation, the registrations of the nodes. */
final class Database {

    /** The position of the last change; 0 is the empty feed. */
    int head;
    /** The position of the token's revocation or rotation, 0 before it. */
    int revokedAt;
    /** When the token ends by the wall clock of a node, if a rotation has left it to that. */
    int endsAt = State.NONE;
    /** Changes up to this position have been pruned. */
    int prunedTo;
    /** The number of the server: 0, and 1 after a failover. */
    int server;
    /** Positions after this one were written by the second server, so their uids differ. */
    int forkedAfter;

    /** Whether the second server is settled: a process has waited out the nodes that it may not know. */
    boolean settled;

    final Row[] rows;
    private final String name;

    Database(String name, int nodes) {
        this.name = name;
        this.rows = IntStream.range(0, nodes)
                .mapToObj(i -> new Row(name + " row " + i))
                .toArray(Row[]::new);
    }

    boolean revoked() {
        return revokedAt != 0;
    }

    boolean isActive(int wallClock) {
        return endsAt == State.NONE ? !revoked() : wallClock < endsAt;
    }

    /** The uid distinguishes two changes with the same position, so the server that wrote it is enough. */
    int uidOf(int position) {
        return server == 1 && position > forkedAfter ? 1 : 0;
    }

    /** The head stores its own uid. Any other uid is in the row of its change, which pruning deletes. */
    boolean knowsUidOf(int position) {
        return position == head || position == 0 || position > prunedTo;
    }

    void become(Database source) {
        head = source.head;
        revokedAt = source.revokedAt;
        endsAt = source.endsAt;
        prunedTo = source.prunedTo;
        for (int i = 0; i < rows.length; i++) {
            rows[i].become(source.rows[i]);
        }
    }

    void clear() {
        become(new Database(name, rows.length));
    }

    void exchange(StateCodec codec) {
        codec.part(name);
        head = codec.number("head", head);
        revokedAt = codec.number("revoked at", revokedAt);
        endsAt = codec.number("ends at", endsAt);
        prunedTo = codec.number("pruned to", prunedTo);
        server = codec.number("server", server);
        forkedAfter = codec.number("forked after", forkedAfter);
        settled = codec.flag("settled", settled);
        for (Row row : rows) {
            row.exchange(codec);
        }
    }

    /** A node's registration. */
    static final class Row {

        private final String name;
        boolean present;
        int beat;
        int acknowledged = State.NONE;

        private Row(String name) {
            this.name = name;
        }

        void become(Row source) {
            present = source.present;
            beat = source.beat;
            acknowledged = source.acknowledged;
        }

        private void exchange(StateCodec codec) {
            codec.part(name);
            present = codec.flag("present", present);
            beat = codec.number("beat", beat);
            acknowledged = codec.number("acknowledged", acknowledged);
        }
    }
}
