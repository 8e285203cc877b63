package io.anchorify.auth.model;

import io.anchorify.auth.model.State.Revoker;
import io.anchorify.auth.model.World.Part;

/** Prunes the feed, and lets another server with an older state take over. */
final class DatabaseSteps implements Actor {

    private static final String NAME = "database";

    private final World world;

    DatabaseSteps(World world) {
        this.world = world;
    }

    @Override
    public void moves(State s, Moves moves) {
        if (world.has(Part.PRUNING)) {
            prune(s, moves);
        }
        if (world.has(Part.FAILOVER) && s.primary.server == 0) {
            replicate(s, moves);
            moves.may(NAME, "FAILOVER", DatabaseSteps::failOver);
        }
    }

    private static void prune(State s, Moves moves) {
        for (int position = s.primary.prunedTo + 1; position <= s.primary.head; position++) {
            int to = position;
            moves.may(NAME, "prunes", next -> next.primary.prunedTo = to);
        }
    }

    /** Once is enough: it may happen at any time, so the replica may have any state that the primary has had. */
    private static void replicate(State s, Moves moves) {
        if (!s.replicaCaughtUp) {
            moves.may("replica", "catches up", next -> {
                next.replica.become(next.primary);
                next.replicaCaughtUp = true;
            });
        }
    }

    private static void failOver(State next) {
        Revoker revoker = next.revoker;
        boolean lost = next.primary.revoked() && !next.replica.revoked();
        next.primary.become(next.replica);
        next.primary.server = 1;
        next.primary.forkedAfter = next.primary.head;
        forget(next);
        if (revoker.phase == Revoker.Phase.BEGUN || revoker.phase == Revoker.Phase.RETURNED && lost) {
            RevokerSteps.startOver(revoker);
        }
        // The documented exception: a revocation that the new server lacks is lost.
        next.request.late &= !lost;
    }

    /** The replica has no further role, so its content must not distinguish states. */
    private static void forget(State next) {
        next.replica.clear();
        next.replicaCaughtUp = false;
    }
}
