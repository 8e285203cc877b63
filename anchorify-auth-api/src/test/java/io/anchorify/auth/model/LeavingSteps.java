package io.anchorify.auth.model;

import io.anchorify.auth.model.Node.Membership;

/** A thread of its own closes a node, while the loop of the node continues. */
final class LeavingSteps implements Actor {

    private static final String NAME = "node 0 closes";

    private final Rules rules;

    LeavingSteps(Rules rules) {
        this.rules = rules;
    }

    @Override
    public void moves(State s, Moves moves) {
        boolean termFirst = rules.keep(Rule.LEAVE_TERM_BEFORE_ROW);
        switch (s.nodes[0].membership) {
            case STAYS -> step(moves, termFirst, Membership.LEAVING);
            case LEAVING -> step(moves, !termFirst, Membership.LEFT);
            case LEFT -> {}
        }
    }

    private static void step(Moves moves, boolean term, Membership membership) {
        if (term) {
            moves.may(NAME, "ends its term", next -> {
                next.nodes[0].termEnd = State.NONE;
                next.nodes[0].membership = membership;
            });
        } else {
            moves.may(NAME, "DELETE row", next -> {
                next.primary.rows[0].present = false;
                next.nodes[0].membership = membership;
            });
        }
    }
}
