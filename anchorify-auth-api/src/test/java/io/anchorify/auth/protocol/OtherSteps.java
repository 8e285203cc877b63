package io.anchorify.auth.protocol;

import io.anchorify.auth.protocol.World.Part;

/** Another process: revokes other tokens, for which nobody waits here, and settles a server that has taken over. */
final class OtherSteps implements Actor {

    private static final String WHO = "another revoke";

    private final World world;
    private final Rules rules;

    OtherSteps(World world, Rules rules) {
        this.world = world;
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
        if (world.has(Part.REGISTRATION_LOST) && s.primary.server == 1 && !s.primary.settled) {
            settle(s, moves);
        }
    }

    /** Whoever finds the server noted relies on its list of nodes at once. */
    private void settle(State s, Moves moves) {
        int metServerAt = s.other.metServerAt;
        if (metServerAt == State.NONE) {
            moves.may(WHO, "meets the new server", next -> next.other.metServerAt = next.now);
        } else if (s.now >= metServerAt + world.term() || !rules.keep(Rule.SETTLE_AFTER_LAST_TERM)) {
            moves.may(WHO, "notes the new server in the head", next -> next.primary.settled = true);
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
