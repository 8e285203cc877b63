package io.anchorify.auth.model;

import io.anchorify.auth.model.State.Load;
import io.anchorify.auth.model.State.Request.Phase;
import io.anchorify.auth.model.State.Revoker;
import io.anchorify.auth.model.World.Part;
import java.util.function.Consumer;

/** A request with the token. A request that reads the database is always right, so it ends there. */
final class RequestSteps implements Actor {

    private static final String NAME = "REQUEST";

    private final World world;
    private final Rules rules;

    RequestSteps(World world, Rules rules) {
        this.world = world;
        this.rules = rules;
    }

    @Override
    public void moves(State s, Moves moves) {
        switch (s.request.phase) {
            case NONE -> begin(s, moves);
            case BEGUN -> {
                check(s, moves, rules.keep(Rule.TERM_BEFORE_CACHE), Phase.HALF_CHECKED);
                join(s, moves);
            }
            case HALF_CHECKED -> check(s, moves, !rules.keep(Rule.TERM_BEFORE_CACHE), Phase.ANSWERED);
            case JOINED -> awaitLoad(s, moves);
            case ANSWERED -> may(moves, "is done", next -> next.request.end());
        }
    }

    private void begin(State s, Moves moves) {
        boolean late = s.revoker.phase == Revoker.Phase.RETURNED && hasEnded(s);
        if (!late && !world.has(Part.EARLY_REQUESTS)) {
            return;
        }
        for (int i = 0; i < s.nodes.length; i++) {
            int node = i;
            may(moves, late ? "begins after revoke() has returned" : "begins", next -> {
                next.request.phase = Phase.BEGUN;
                next.request.node = node;
                next.request.late = late;
            });
        }
    }

    /** With a grace period, the wall clock of a node decides when the token has ended. */
    private boolean hasEnded(State s) {
        return !world.has(Part.GRACE) || world.wallClock(s.now) >= s.primary.endsAt;
    }

    /** Checks the term or reads the cache. A request does both, in one order or the other. */
    private void check(State s, Moves moves, boolean atTerm, Phase then) {
        Node node = s.nodes[s.request.node];
        if (!atTerm) {
            boolean accepted = node.acceptsAt(world.wallClock(s.now));
            may(moves, accepted ? "finds it in the cache" : "does not find it in the cache", next -> {
                next.request.phase = then;
                next.request.accepted = accepted;
            });
        } else if (node.inTermAt(s.now)) {
            may(moves, "finds the term valid", next -> next.request.phase = then);
        } else {
            may(moves, "finds the term over, asks the database", next -> next.request.end());
        }
    }

    private void join(State s, Moves moves) {
        boolean mayJoin = s.nodes[0].inTermAt(s.now) && LoadSteps.fenceHolds(s, rules);
        if (s.load.inFlight() && (mayJoin || !rules.keep(Rule.JOIN_WITHIN_TERM_AND_FENCE))) {
            may(moves, "joins the load in flight", next -> next.request.phase = Phase.JOINED);
        }
    }

    private void awaitLoad(State s, Moves moves) {
        if (s.load.phase == Load.Phase.HAS_READ) {
            may(moves, "takes the load's answer", next -> {
                next.request.phase = Phase.ANSWERED;
                next.request.accepted = s.load.acceptsAt(world.wallClock(s.now));
            });
        }
        if (s.load.phase == Load.Phase.NONE) {
            may(moves, "finds that load gone, asks the database", next -> next.request.end());
        }
    }

    private static void may(Moves moves, String move, Consumer<State> change) {
        moves.may(NAME, move, change);
    }
}
