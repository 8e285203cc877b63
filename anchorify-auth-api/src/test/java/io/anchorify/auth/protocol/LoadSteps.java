package io.anchorify.auth.protocol;

import io.anchorify.auth.protocol.State.Load;
import io.anchorify.auth.protocol.State.Load.Phase;
import io.anchorify.auth.protocol.World.Part;

/** Lookups in the database that may fill a cache, as if some request were missing the token all the time. */
final class LoadSteps implements Actor {

    private static final String WHO = "load";

    private final World world;
    private final Rules rules;

    LoadSteps(World world, Rules rules) {
        this.world = world;
        this.rules = rules;
    }

    @Override
    public void moves(State s, Moves moves) {
        if (world.has(Part.ATOMIC_LOADS)) {
            loadAtOnce(s, moves);
            return;
        }
        switch (s.load.phase) {
            case NONE -> begin(s, moves);
            case READING -> read(s, moves);
            case READING_OLD_SNAPSHOT -> hasRead(moves, "reads active in the old snapshot", true);
            case HAS_READ -> store(s, moves);
            case STORING -> moves.may(WHO, "stores", LoadSteps::put);
        }
    }

    static boolean fenceHolds(State s, Rules rules) {
        Node node = s.nodes[0];
        return s.load.position == node.applied
                && (s.load.generation == node.generation || !rules.keep(Rule.FENCE_HAS_GENERATION));
    }

    private static void loadAtOnce(State s, Moves moves) {
        for (int i = 0; i < s.nodes.length; i++) {
            int index = i;
            if (!s.nodes[i].cached && !s.primary.revoked()) {
                moves.may(WHO, "reads active, stores", next -> next.nodes[index].cached = true);
            }
        }
    }

    private void begin(State s, Moves moves) {
        moves.may(WHO, "takes the fence", next -> begin(next, Phase.READING));
        if (!rules.keep(Rule.LOAD_READS_FRESH) && s.primary.revoked()) {
            moves.may(WHO, "takes the fence, in an old snapshot", next -> begin(next, Phase.READING_OLD_SNAPSHOT));
        }
    }

    private static void begin(State next, Phase phase) {
        next.load.phase = phase;
        next.load.position = next.nodes[0].applied;
        next.load.generation = next.nodes[0].generation;
    }

    private static void read(State s, Moves moves) {
        boolean active = !s.primary.revoked();
        hasRead(moves, active ? "reads active" : "reads revoked", active);
    }

    private static void hasRead(Moves moves, String move, boolean active) {
        moves.may(WHO, move, next -> {
            next.load.phase = Phase.HAS_READ;
            next.load.active = active;
        });
    }

    private void store(State s, Moves moves) {
        if (!rules.keep(Rule.LOAD_HAS_FENCE)) {
            moves.may(WHO, "stores", LoadSteps::put);
        } else if (!fenceHolds(s, rules)) {
            moves.may(WHO, "finds the fence moved, does not store", next -> next.load.end());
        } else if (rules.keep(Rule.FENCE_AND_STORE_ARE_ONE)) {
            moves.may(WHO, "finds the fence unmoved, stores", LoadSteps::put);
        } else {
            moves.may(WHO, "finds the fence unmoved", next -> next.load.phase = Phase.STORING);
        }
    }

    private static void put(State next) {
        Load load = next.load;
        next.nodes[0].cached = load.active;
        load.end();
    }
}
