package io.anchorify.auth.protocol;

/** One process with a cache: what it remembers, which is lost to it only when it ends. */
final class Node {

    enum Loop {
        IDLE,
        SENDING_BEAT,
        SENDING_READ,
        HAS_READ,
        HAS_APPLIED,
        FOUND_NO_ROW;

        private static final Loop[] ALL = values();
    }

    enum Membership {
        STAYS,
        LEAVING,
        LEFT;

        private static final Membership[] ALL = values();
    }

    private final String name;
    /** Whether its cache holds the token as active. */
    boolean cached;

    int applied;
    int appliedUid;
    /** How often it has dropped everything. */
    int generation;

    int termEnd = State.NONE;
    /** When it sent the heartbeat that is the last to be committed; {@link State#NONE} while it is not registered. */
    int registeredAt = State.NONE;

    int beats;
    Membership membership = Membership.STAYS;

    Loop loop = Loop.IDLE;
    /** When it sent what it waits for: t0 of a read, or the time of a heartbeat. */
    int sentAt = State.NONE;

    /** What it has read from the feed and not yet applied. */
    int readTo;

    int readUid;
    boolean readRevocation;
    boolean readNeedsFreshStart;
    int readServer;

    /** What the reaper has seen of this node: which beat, and since when. */
    int seenBeat = State.NONE;

    int seenSince;

    Node(int index) {
        name = "node " + index;
    }

    boolean inTermAt(int now) {
        return now < termEnd;
    }

    void exchange(Cells cells) {
        cells.part(name);
        cached = cells.flag("cached", cached);
        applied = cells.number("applied", applied);
        appliedUid = cells.number("applied uid", appliedUid);
        generation = cells.number("generation", generation);
        termEnd = cells.number("term end", termEnd);
        registeredAt = cells.number("registered at", registeredAt);
        beats = cells.number("beats", beats);
        membership = cells.phase("membership", membership, Membership.ALL);
        loop = cells.phase("loop", loop, Loop.ALL);
        sentAt = cells.number("sent at", sentAt);
        readTo = cells.number("read to", readTo);
        readUid = cells.number("read uid", readUid);
        readRevocation = cells.flag("read revocation", readRevocation);
        readNeedsFreshStart = cells.flag("read needs fresh start", readNeedsFreshStart);
        readServer = cells.number("read server", readServer);
        seenBeat = cells.number("seen beat", seenBeat);
        seenSince = cells.number("seen since", seenSince);
    }
}
