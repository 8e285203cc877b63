package io.anchorify.auth.jdbc.faults;

import java.nio.file.Path;

/**
 * What one node has observed of each token, on the monotonic clock of the host, which all processes share.
 *
 * <p>It keeps the number of accepts and the start of the latest, and the number of refusals and the end of the earliest.
 * That suffices to find every violation: if any accept began after a moment, the latest did; if any refusal ended before a
 * moment, the earliest did.
 */
final class History {

    /** How many threads of a node try tokens. Each has counters of its own. */
    static final int WORKERS = 3;

    private static final int ACCEPTS = 0;
    private static final int LAST_ACCEPT_BEGAN = 1;
    private static final int REFUSALS = 2;
    private static final int FIRST_REFUSAL_ENDED = 3;
    private static final int UNDECIDED = 4;
    private static final int LONGS_PER_WORKER = 5;

    private static final int REVOCATION_BEGAN = WORKERS * LONGS_PER_WORKER;
    private static final int REVOCATION_RETURNED = REVOCATION_BEGAN + 1;
    private static final int LONGS_PER_TOKEN = REVOCATION_RETURNED + 1;

    private final String node;
    private final SharedLongArray memory;

    private History(String node, SharedLongArray memory) {
        this.node = node;
        this.memory = memory;
    }

    static History open(String node, Path file) {
        return new History(node, SharedLongArray.open(file, TokenWindow.CAPACITY * LONGS_PER_TOKEN));
    }

    String node() {
        return node;
    }

    void accepted(int worker, int token, long began) {
        int base = base(worker, token);
        memory.setLazily(base + LAST_ACCEPT_BEGAN, Math.max(began, memory.get(base + LAST_ACCEPT_BEGAN)));
        increment(base + ACCEPTS);
    }

    void refused(int worker, int token, long ended) {
        int base = base(worker, token);
        if (memory.get(base + FIRST_REFUSAL_ENDED) == 0) {
            memory.setLazily(base + FIRST_REFUSAL_ENDED, ended);
        }
        increment(base + REFUSALS);
    }

    /** The node could not decide. */
    void undecided(int worker, int token) {
        increment(base(worker, token) + UNDECIDED);
    }

    /** Call it before the revocation, so that the stored time is never late. */
    synchronized void revocationBegan(int token, long when) {
        setOnce(token * LONGS_PER_TOKEN + REVOCATION_BEGAN, when);
    }

    /** Call it after the revocation, so that the stored time is never early. */
    synchronized void revocationReturned(int token, long when) {
        setOnce(token * LONGS_PER_TOKEN + REVOCATION_RETURNED, when);
    }

    /** What all workers of this node observed of one token. */
    Observations seen(int token) {
        long accepts = 0;
        long lastAcceptBegan = Observations.NEVER_YET;
        long refusals = 0;
        long firstRefusalEnded = Observations.NEVER;
        long undecided = 0;
        for (int worker = 0; worker < WORKERS; worker++) {
            int base = base(worker, token);
            accepts += memory.get(base + ACCEPTS);
            lastAcceptBegan = Math.max(lastAcceptBegan, memory.get(base + LAST_ACCEPT_BEGAN));
            refusals += memory.get(base + REFUSALS);
            firstRefusalEnded = Math.min(firstRefusalEnded, orNever(memory.get(base + FIRST_REFUSAL_ENDED)));
            undecided += memory.get(base + UNDECIDED);
        }
        return new Observations(accepts, lastAcceptBegan, refusals, firstRefusalEnded, undecided);
    }

    /** When this node first began to revoke a token; {@link Observations#NEVER} if it did not. */
    long revocationBegan(int token) {
        return orNever(memory.get(token * LONGS_PER_TOKEN + REVOCATION_BEGAN));
    }

    /** When a revocation by this node first returned; {@link Observations#NEVER} if none did. */
    long revocationReturned(int token) {
        return orNever(memory.get(token * LONGS_PER_TOKEN + REVOCATION_RETURNED));
    }

    private void increment(int index) {
        memory.setLazily(index, memory.get(index) + 1);
    }

    private void setOnce(int index, long when) {
        if (memory.get(index) == 0) {
            memory.set(index, when);
        }
    }

    private static int base(int worker, int token) {
        return token * LONGS_PER_TOKEN + worker * LONGS_PER_WORKER;
    }

    private static long orNever(long when) {
        return when == 0 ? Observations.NEVER : when;
    }
}
