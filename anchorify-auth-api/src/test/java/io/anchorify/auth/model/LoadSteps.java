package io.anchorify.auth.model;

import io.anchorify.auth.model.State.Load;
import io.anchorify.auth.model.State.Load.Phase;
import io.anchorify.auth.model.World.Part;

/** Reads the token and caches the result. May begin at any time, as if a request always missed the cache. */
final class LoadSteps implements Actor {

    private static final String NAME = "load";

    private final World world;
    private final Rules rules;

    LoadSteps(World world, Rules rules) {
        this.world = world;
        this.rules = rules;
    }

    @Override
    public void moves(State s, Moves moves) {
        if (world.has(Part.ATOMIC_LOADS)) {
            loadAtomically(s, moves);
            return;
        }
        switch (s.load.phase) {
            case NONE -> begin(s, moves);
            case READING -> read(s, moves);
            case READING_OLD_SNAPSHOT -> hasRead(moves, "reads active in the old snapshot", true, State.NONE);
            case HAS_READ -> store(s, moves);
            case STORING -> moves.may(NAME, "stores", LoadSteps::put);
        }
    }

    static boolean fenceHolds(State s, Rules rules) {
        Node node = s.nodes[0];
        return s.load.position == node.applied
                && (s.load.generation == node.generation || !rules.keep(Rule.FENCE_HAS_GENERATION));
    }

    private static void loadAtomically(State s, Moves moves) {
        for (int i = 0; i < s.nodes.length; i++) {
            int index = i;
            if (!s.nodes[i].cached && !s.primary.revoked()) {
                moves.may(NAME, "reads active, stores", next -> next.nodes[index].cached = true);
            }
        }
    }

    private void begin(State s, Moves moves) {
        moves.may(NAME, "takes the fence", next -> begin(next, Phase.READING));
        if (!rules.keep(Rule.LOAD_READS_FRESH) && s.primary.revoked()) {
            moves.may(NAME, "takes the fence, in an old snapshot", next -> begin(next, Phase.READING_OLD_SNAPSHOT));
        }
    }

    private static void begin(State next, Phase phase) {
        next.load.phase = phase;
        next.load.position = next.nodes[0].applied;
        next.load.generation = next.nodes[0].generation;
    }

    private void read(State s, Moves moves) {
        boolean active = s.primary.isActive(world.wallClock(s.now));
        int end = active && rules.keep(Rule.ENTRY_HAS_END) ? s.primary.endsAt : State.NONE;
        hasRead(moves, active ? "reads active" : "reads ended", active, end);
    }

    private static void hasRead(Moves moves, String move, boolean active, int end) {
        moves.may(NAME, move, next -> {
            next.load.phase = Phase.HAS_READ;
            next.load.active = active;
            next.load.end = end;
        });
    }

    private void store(State s, Moves moves) {
        if (!rules.keep(Rule.LOAD_HAS_FENCE)) {
            moves.may(NAME, "stores", LoadSteps::put);
        } else if (!fenceHolds(s, rules)) {
            moves.may(NAME, "finds the fence moved, does not store", next -> next.load.end());
        } else if (rules.keep(Rule.FENCE_AND_STORE_ARE_ONE)) {
            moves.may(NAME, "finds the fence unmoved, stores", LoadSteps::put);
        } else {
            moves.may(NAME, "finds the fence unmoved", next -> next.load.phase = Phase.STORING);
        }
    }

    private static void put(State next) {
        Load load = next.load;
        next.nodes[0].store(load.active, load.end);
        load.end();
    }
}
