package io.anchorify.auth.protocol;

import java.util.stream.IntStream;

/** What the database keeps: the head, what the feed says about the token, the registrations of the nodes. */
final class Database {

    /** The position of the last change; 0 is the empty feed. */
    int head;
    /** The position of the token's revocation, 0 while it is active. */
    int revokedAt;
    /** Changes up to this position are not there any more. */
    int prunedTo;
    /** Which server this is: 0, or 1 once another has taken over. */
    int server;
    /** Positions after this one were written by the second server, so their uids are others. */
    int forkedAfter;

    /** Whether the head names the second server: somebody has waited out whom it may never have heard of. */
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

    /** Of two changes with one position, the uid tells which it is; the server that wrote it is all it needs. */
    int uidOf(int position) {
        return server == 1 && position > forkedAfter ? 1 : 0;
    }

    /** The head knows its own uid; any other is in the row of its change, which pruning takes away. */
    boolean knowsUidOf(int position) {
        return position == head || position == 0 || position > prunedTo;
    }

    void become(Database source) {
        head = source.head;
        revokedAt = source.revokedAt;
        prunedTo = source.prunedTo;
        for (int i = 0; i < rows.length; i++) {
            rows[i].become(source.rows[i]);
        }
    }

    void clear() {
        become(new Database(name, rows.length));
    }

    void exchange(Cells cells) {
        cells.part(name);
        head = cells.number("head", head);
        revokedAt = cells.number("revoked at", revokedAt);
        prunedTo = cells.number("pruned to", prunedTo);
        server = cells.number("server", server);
        forkedAfter = cells.number("forked after", forkedAfter);
        settled = cells.flag("settled", settled);
        for (Row row : rows) {
            row.exchange(cells);
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

        private void exchange(Cells cells) {
            cells.part(name);
            present = cells.flag("present", present);
            beat = cells.number("beat", beat);
            acknowledged = cells.number("acknowledged", acknowledged);
        }
    }
}
