package io.anchorify.auth.protocol;

/** Revocations of other tokens, for which nobody waits here. */
final class OtherSteps implements Actor {

    private static final String WHO = "another revoke";

    private final Rules rules;

    OtherSteps(Rules rules) {
        this.rules = rules;
    }

    @Override
    public void moves(State s, Moves moves) {
        if (!rules.keep(Rule.GAPLESS_POSITIONS)) {
            draw(s, moves);
        } else if (s.other.left > 0) {
            moves.may(WHO, "COMMIT", next -> {
                next.other.left--;
                next.primary.head++;
            });
        }
    }

    /** With a sequence the position is drawn when a transaction begins, so that a later one may commit before it. */
    private static void draw(State s, Moves moves) {
        if (s.other.progress == 0) {
            moves.may(WHO, "begins", next -> {
                next.other.progress = 1;
                next.other.drawn = next.other.sequence++;
            });
        } else if (s.other.progress == 1) {
            moves.may(WHO, "COMMIT", next -> {
                next.other.progress = 2;
                next.primary.head = Math.max(next.primary.head, next.other.drawn);
            });
        }
    }
}
