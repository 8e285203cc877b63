package io.anchorify.auth.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * Small worlds, each large enough for one group of rules and small enough to be checked exhaustively.
 *
 * <p>Every actor may be arbitrarily slow: time passes between any two steps, until the clock stops. All worlds leave out
 * clocks that run at different rates (the real wait is a quarter of a term longer because of them), a second token,
 * notifications, and answers that are read from the database, which are right as long as it is the primary.
 */
enum World {

    /**
     * One registered node whose loads race with everything else. Six ticks fit three terms, so a term can run out, another
     * begin, and a revocation wait that one out too. {@link #REGISTRATION} covers registrations.
     */
    CORE(2, 99, 6, 0, 0, Part.EARLY_REQUESTS),

    /**
     * Heartbeats, a reaper and a node that joins late. Two heartbeats are enough: one may be late, and one may restore a
     * deleted row. Five ticks are enough for two registrations to expire. A load is a single step, because {@link #CORE}
     * covers its races.
     */
    REGISTRATION(1, 2, 5, 2, 0, Part.EARLY_REQUESTS, Part.ATOMIC_LOADS, Part.REAPER),

    /**
     * Two nodes, both of which a revocation waits for. Each joins at any time, also during the revocation, and the request
     * goes to either. Nodes do not know each other, so a third would add nothing. In two ticks a term of each node can run
     * out and another begin, in any order. The reaper and the races of loads concern a single node, so other worlds cover
     * them.
     */
    TWO_NODES(1, 99, 2, 1, 0, Part.ATOMIC_LOADS, Part.SECOND_NODE),

    /**
     * The feed is pruned at any time, up to any position, even if the node has not read it. One other change puts a node
     * before, at or after the edge of the pruned part, with the revocation on either side. A revocation does not look up its
     * own change here, as it does in {@link #FAILOVER} and {@link #UNCERTAIN_COMMIT}: what is pruned must be older than any
     * wait.
     */
    PRUNING(1, 99, 3, 0, 1, Part.PRUNING),

    /**
     * Another server takes over once, with an earlier state of the first: a replica that lagged or was up to date, or a
     * backup. From then on every call reaches the new server, also those that were sent before, as through a proxy. A
     * revocation that the new server lacks is the documented exception: it is lost, also for requests in progress, until the
     * token is revoked again. All others must hold. With one other change, the new server can use the positions of the old
     * one for other changes. Loads race, because a node may restart during a load.
     *
     * <p>Left out: a node that still reaches the old server, which is the same as reading a replica; a second failover,
     * because the uids of each server are its own; and lost registrations, which {@link #LOST_REGISTRATION} covers.
     */
    FAILOVER(1, 99, 2, 0, 1, Part.FAILOVER),

    /**
     * A failover, and what the new server has written is pruned before the node reads it. Two other changes are needed to
     * hide the revocation in the pruned part. One term is enough, because nothing here depends on its end.
     */
    PRUNED_FAILOVER(1, 99, 1, 0, 2, Part.ATOMIC_LOADS, Part.FAILOVER, Part.PRUNING),

    /**
     * A failover to a server that lacks the recent registration of the node. The node has one more heartbeat, to register
     * again. The revoking process meets the new server at any time, at the latest with its COMMIT. In two ticks there is a
     * term from before the failover and one after it.
     */
    LOST_REGISTRATION(1, 99, 2, 2, 0, Part.ATOMIC_LOADS, Part.FAILOVER, Part.REGISTRATION_LOST),

    /**
     * A node is closed by another thread than that of its loop. The loop may be at any step: it may have sent a heartbeat
     * that restores the row, or be about to begin a term. The node does not restart, because a new process is a node that
     * joins, as in {@link #REGISTRATION}.
     */
    LEAVING(1, 99, 4, 2, 0, Part.ATOMIC_LOADS, Part.LEAVING),

    /**
     * COMMIT is sent, the database decides at any time, and its reply may be lost. The revoking process may die after the
     * commit, and another process may revoke the same token. Left out: a database that never decides, after which the change
     * cannot be looked up and no result is reported.
     */
    UNCERTAIN_COMMIT(1, 99, 4, 0, 1, Part.ATOMIC_LOADS, Part.UNCERTAIN_COMMIT),

    /**
     * The token is rotated without a grace period. The wall clock of the node is a tick slow. Successors are left out,
     * because nobody has presented one before the rotation has returned.
     */
    ROTATION(1, 99, 3, 0, 0, Part.ROTATION),

    /**
     * The token is rotated with a grace period of a tick. The node ends it by its wall clock, which is a tick slow. In four
     * ticks, the term in which the entry was cached ends, and another one begins after the end of the token.
     */
    GRACE(1, 99, 4, 0, 0, Part.ROTATION, Part.GRACE),

    /** A revocation in two batches, one of which contains the token. Only the last one is waited for. */
    BATCHES(1, 99, 3, 0, 0, Part.BATCHES);

    /** The steps of a world in addition to those that all worlds have. */
    enum Part {
        /**
         * Requests begin at any time. A request affects no other actor, so a request that begins before the revocation has
         * returned cannot break the promise, and most worlds leave it out.
         */
        EARLY_REQUESTS,
        ATOMIC_LOADS,
        REAPER,
        SECOND_NODE,
        PRUNING,
        FAILOVER,
        REGISTRATION_LOST,
        LEAVING,
        UNCERTAIN_COMMIT,
        ROTATION,
        GRACE,
        BATCHES
    }

    private final int term;
    private final int registration;
    private final int end;
    private final int heartbeats;
    private final int otherChanges;
    private final Set<Part> parts = EnumSet.noneOf(Part.class);

    World(int term, int registration, int end, int heartbeats, int otherChanges, Part... parts) {
        this.term = term;
        this.registration = registration;
        this.end = end;
        this.heartbeats = heartbeats;
        this.otherChanges = otherChanges;
        this.parts.addAll(Set.of(parts));
    }

    /** How many ticks a node may answer from its cache after it began to read the feed. */
    int term() {
        return term;
    }

    /** How many ticks a heartbeat bounds the term. */
    int registration() {
        return registration;
    }

    /** When the clock stops. */
    int end() {
        return end;
    }

    /** How many heartbeats a node sends. The first registers it; with zero it is registered from the start. */
    int heartbeats() {
        return heartbeats;
    }

    /** How many changes do not concern the token. */
    int otherChanges() {
        return otherChanges;
    }

    /** What the wall clock of a node shows. The rotating process has the right time. */
    int wallClock(int now) {
        return has(Part.ROTATION) ? now - 1 : now;
    }

    int nodes() {
        return has(Part.SECOND_NODE) ? 2 : 1;
    }

    boolean has(Part part) {
        return parts.contains(part);
    }
}
