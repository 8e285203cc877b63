package io.anchorify.auth.model;

/** The memory of one process with a cache. */
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
    /** When the entry ends by the wall clock. */
    int cachedEnd = State.NONE;

    int applied;
    int appliedUid;
    /** How often it has emptied its cache. */
    int generation;

    int termEnd = State.NONE;
    /** When it sent the last committed heartbeat; {@link State#NONE} while it is not registered. */
    int registeredAt = State.NONE;

    int beats;
    Membership membership = Membership.STAYS;

    Loop loop = Loop.IDLE;
    /** When it sent the read or the heartbeat that is in progress. */
    int sentAt = State.NONE;

    /** The position that it has read and not yet applied. */
    int readTo;

    int readUid;
    boolean readRevocation;
    boolean readNeedsRestart;
    int readServer;

    /** The beat of this node that the reaper saw last; {@link #seenSince} is when it saw it first. */
    int seenBeat = State.NONE;

    int seenSince;

    Node(int index) {
        name = "node " + index;
    }

    boolean acceptsAt(int wallClock) {
        return cached && (cachedEnd == State.NONE || wallClock < cachedEnd);
    }

    void store(boolean active, int end) {
        cached = active;
        cachedEnd = end;
    }

    boolean inTermAt(int now) {
        return now < termEnd;
    }

    void exchange(StateCodec codec) {
        codec.part(name);
        cached = codec.flag("cached", cached);
        cachedEnd = codec.number("cached end", cachedEnd);
        applied = codec.number("applied", applied);
        appliedUid = codec.number("applied uid", appliedUid);
        generation = codec.number("generation", generation);
        termEnd = codec.number("term end", termEnd);
        registeredAt = codec.number("registered at", registeredAt);
        beats = codec.number("beats", beats);
        membership = codec.phase("membership", membership, Membership.ALL);
        loop = codec.phase("loop", loop, Loop.ALL);
        sentAt = codec.number("sent at", sentAt);
        readTo = codec.number("read to", readTo);
        readUid = codec.number("read uid", readUid);
        readRevocation = codec.flag("read revocation", readRevocation);
        readNeedsRestart = codec.flag("read needs restart", readNeedsRestart);
        readServer = codec.number("read server", readServer);
        seenBeat = codec.number("seen beat", seenBeat);
        seenSince = codec.number("seen since", seenSince);
    }
}
