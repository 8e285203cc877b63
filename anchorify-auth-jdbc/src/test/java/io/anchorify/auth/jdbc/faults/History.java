package io.anchorify.auth.jdbc.faults;

import java.nio.file.Path;

/**
 * What one node has seen of each trial, on the monotonic clock of the host, which all processes share.
 *
 * <p>Of the accepts only the number and the latest beginning are kept, of the refusals only the number and the earliest
 * end. That is all that a violation can show in: if any accept began after a moment, the one that began last did; if any
 * refusal ended before a moment, the one that ended first did.
 */
final class History {

    /** How many threads of a node try tokens; each has numbers of its own, so none waits for another. */
    static final int WORKERS = 3;

    private static final int ACCEPTS = 0;
    private static final int LAST_ACCEPT_BEGAN = 1;
    private static final int REFUSALS = 2;
    private static final int FIRST_REFUSAL_ENDED = 3;
    private static final int UNDECIDED = 4;
    private static final int LONGS_PER_WORKER = 5;

    private static final int REVOCATION_BEGAN = WORKERS * LONGS_PER_WORKER;
    private static final int REVOCATION_RETURNED = REVOCATION_BEGAN + 1;
    private static final int LONGS_PER_TRIAL = REVOCATION_RETURNED + 1;

    private final String node;
    private final SharedLongs memory;

    private History(String node, SharedLongs memory) {
        this.node = node;
        this.memory = memory;
    }

    static History open(String node, Path file) {
        return new History(node, SharedLongs.open(file, Board.CAPACITY * LONGS_PER_TRIAL));
    }

    String node() {
        return node;
    }

    void accepted(int worker, int trial, long began) {
        int base = base(worker, trial);
        memory.setLazily(base + LAST_ACCEPT_BEGAN, Math.max(began, memory.get(base + LAST_ACCEPT_BEGAN)));
        increment(base + ACCEPTS);
    }

    void refused(int worker, int trial, long ended) {
        int base = base(worker, trial);
        if (memory.get(base + FIRST_REFUSAL_ENDED) == 0) {
            memory.setLazily(base + FIRST_REFUSAL_ENDED, ended);
        }
        increment(base + REFUSALS);
    }

    /** The node could not tell. */
    void undecided(int worker, int trial) {
        increment(base(worker, trial) + UNDECIDED);
    }

    /** To be called before the revocation, so that what is kept is not later than the truth. */
    synchronized void revocationBegan(int trial, long when) {
        setOnce(trial * LONGS_PER_TRIAL + REVOCATION_BEGAN, when);
    }

    /** To be called after the revocation, so that what is kept is not earlier than the truth. */
    synchronized void revocationReturned(int trial, long when) {
        setOnce(trial * LONGS_PER_TRIAL + REVOCATION_RETURNED, when);
    }

    /** What this node saw of one trial, of all its workers together. */
    Seen seen(int trial) {
        long accepts = 0;
        long lastAcceptBegan = Seen.NEVER_YET;
        long refusals = 0;
        long firstRefusalEnded = Seen.NEVER;
        long undecided = 0;
        for (int worker = 0; worker < WORKERS; worker++) {
            int base = base(worker, trial);
            accepts += memory.get(base + ACCEPTS);
            lastAcceptBegan = Math.max(lastAcceptBegan, memory.get(base + LAST_ACCEPT_BEGAN));
            refusals += memory.get(base + REFUSALS);
            firstRefusalEnded = Math.min(firstRefusalEnded, orNever(memory.get(base + FIRST_REFUSAL_ENDED)));
            undecided += memory.get(base + UNDECIDED);
        }
        return new Seen(accepts, lastAcceptBegan, refusals, firstRefusalEnded, undecided);
    }

    /** When this node first began to revoke the token of a trial; {@link Seen#NEVER} if it did not. */
    long revocationBegan(int trial) {
        return orNever(memory.get(trial * LONGS_PER_TRIAL + REVOCATION_BEGAN));
    }

    /** When a revocation by this node first returned; {@link Seen#NEVER} if none did. */
    long revocationReturned(int trial) {
        return orNever(memory.get(trial * LONGS_PER_TRIAL + REVOCATION_RETURNED));
    }

    private void increment(int index) {
        memory.setLazily(index, memory.get(index) + 1);
    }

    private void setOnce(int index, long when) {
        if (memory.get(index) == 0) {
            memory.set(index, when);
        }
    }

    private static int base(int worker, int trial) {
        return trial * LONGS_PER_TRIAL + worker * LONGS_PER_WORKER;
    }

    private static long orNever(long when) {
        return when == 0 ? Seen.NEVER : when;
    }
}
