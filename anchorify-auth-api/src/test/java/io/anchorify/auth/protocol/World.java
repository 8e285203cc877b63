package io.anchorify.auth.protocol;

import java.util.EnumSet;
import java.util.Set;

/**
 * Small worlds, each large enough for one group of rules and small enough to be searched to its end.
 *
 * <p>In all of them every actor is as slow as it likes: time passes between any two steps, up to the end of the clock.
 * What a step does not show is left out everywhere: clocks that run at different rates (the real wait is a quarter of a
 * term longer for them), more than one token, wake-ups, which are hints, and answers out of the database, which need no
 * rule but that it be the primary.
 */
enum World {

    /**
     * One node, registered throughout, whose loads race with everything. Three terms fit in, so a node can let one run
     * out, begin another and be waited out in that one as well. Registrations are left to the next world.
     */
    CORE(2, 99, 6, 0, 0, Part.EARLY_REQUESTS),

    /**
     * Heartbeats, a reaper and a node that joins late. Two heartbeats are enough for one that is late and one that
     * brings a deleted row back, and five ticks for two registrations to run out. A load is one step, for {@link #CORE}
     * has its races.
     */
    REGISTRATION(1, 2, 5, 2, 0, Part.EARLY_REQUESTS, Part.ATOMIC_LOADS, Part.REAPER),

    /**
     * Two nodes, and who revokes waits for both. Each joins when it likes, also in the middle of the revocation, and
     * the request comes to either. Nodes do not know of each other, so a third would bring only more of the same; two
     * ticks let a term of each run out and another begin, in any order. Left out: the reaper and the races of loads,
     * which are each node's own and are searched in the worlds before.
     */
    TWO_NODES(1, 99, 2, 1, 0, Part.ATOMIC_LOADS, Part.SECOND_NODE),

    /**
     * The feed is pruned at any time, up to any position, whoever has not read it yet. With one change besides the
     * revocation, a node can be behind the pruned part, at its edge or in front of it, with the revocation on either
     * side. Left out: who revokes and looks its own change up, as in {@link #FAILOVER} and {@link #UNCERTAIN_COMMIT};
     * for that, what is pruned must be older than any wait.
     */
    PRUNING(1, 99, 3, 0, 1, Part.PRUNING),

    /**
     * Another server takes over, once, with a state that the first had at some earlier time: a replica that lagged or
     * was up to date, or a backup. From then on all reach the new one, also with what they have sent already, as
     * through a proxy. A revocation that it does not know is the documented exception: it is void, also for requests
     * under way, until somebody revokes again; all others have to hold. With one other change, the new server's
     * positions can be those of the old with other content. Loads race, for a node may start afresh under them.
     *
     * <p>Left out: a node that still reaches the old server, which is reading from a replica; a second failover, for
     * the uids of each server are its own; and lost registrations, which are the next world but one.
     */
    FAILOVER(1, 99, 2, 0, 1, Part.FAILOVER),

    /**
     * Both: what the new server has written is pruned before a node sees it. Two other changes are needed to hide the
     * revocation below the edge of the pruned part. One term is enough, as nothing here depends on its end.
     */
    PRUNED_FAILOVER(1, 99, 1, 0, 2, Part.ATOMIC_LOADS, Part.FAILOVER, Part.PRUNING),

    /**
     * The new server does not know the node's registration, for it was young. The node has one more heartbeat to
     * register again; who revokes meets the new server when it likes, at the latest with its COMMIT. Two ticks are
     * the term from before the failover and one after it.
     */
    LOST_REGISTRATION(1, 99, 2, 2, 0, Part.ATOMIC_LOADS, Part.FAILOVER, Part.REGISTRATION_LOST),

    /**
     * A node is closed by another thread than that of its loop, which may be anywhere: with a heartbeat under way that
     * brings the row back, or just before it begins a term. It does not come back; as a new process it would be a node
     * that joins, as in {@link #REGISTRATION}.
     */
    LEAVING(1, 99, 4, 2, 0, Part.ATOMIC_LOADS, Part.LEAVING),

    /**
     * COMMIT is sent, the database decides when it likes, and its answer may be lost. The process that revokes may die
     * after the commit, and another be asked to revoke the same token. Left out: a database that never decides, behind
     * which nobody can look the change up and nothing is reported.
     */
    UNCERTAIN_COMMIT(1, 99, 4, 0, 1, Part.ATOMIC_LOADS, Part.UNCERTAIN_COMMIT);

    /** What there is in a world besides the steps that all have. */
    enum Part {
        /**
         * Requests begin at any time. A request changes nothing for anybody else, so one that begins before the
         * revocation has returned cannot be wrong; most worlds do without.
         */
        EARLY_REQUESTS,
        ATOMIC_LOADS,
        REAPER,
        SECOND_NODE,
        PRUNING,
        FAILOVER,
        REGISTRATION_LOST,
        LEAVING,
        UNCERTAIN_COMMIT
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

    /** For how many ticks a node may answer from its cache after it began to read the feed. */
    int term() {
        return term;
    }

    /** For how many ticks a heartbeat lets it do so. */
    int registration() {
        return registration;
    }

    /** When the clock stops. */
    int end() {
        return end;
    }

    /** How many heartbeats a node sends, the first of which registers it; with none it is registered from the start. */
    int heartbeats() {
        return heartbeats;
    }

    /** How many changes there are that do not concern the token. */
    int otherChanges() {
        return otherChanges;
    }

    int nodes() {
        return has(Part.SECOND_NODE) ? 2 : 1;
    }

    boolean has(Part part) {
        return parts.contains(part);
    }
}
