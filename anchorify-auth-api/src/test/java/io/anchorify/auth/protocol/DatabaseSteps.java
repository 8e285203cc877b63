package io.anchorify.auth.protocol;

import io.anchorify.auth.protocol.State.Revoker;
import io.anchorify.auth.protocol.World.Part;

/** What happens to the database: its feed is pruned, and another server with an older state takes over. */
final class DatabaseSteps implements Actor {

    private static final String WHO = "database";

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
            moves.may(WHO, "FAILOVER", DatabaseSteps::failOver);
        }
    }

    private static void prune(State s, Moves moves) {
        for (int position = s.primary.prunedTo + 1; position <= s.primary.head; position++) {
            int to = position;
            moves.may(WHO, "prunes", next -> next.primary.prunedTo = to);
        }
    }

    /** Once is enough: as it may happen at any time, the replica may be in any state that the primary was in. */
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
        // The documented exception: what had been revoked is active again, until somebody revokes it again.
        next.request.late &= !lost;
    }

    /** The replica plays no part any more, so its state must not tell states of the world apart. */
    private static void forget(State next) {
        next.replica.clear();
        next.replicaCaughtUp = false;
    }
}
