package io.anchorify.auth.model;

import io.anchorify.auth.model.World.Part;

/** Another process, which revokes other tokens and settles a new server. Its own waits are not modelled. */
final class OtherRevokerSteps implements Actor {

    private static final String NAME = "another revoke";

    private final World world;
    private final Rules rules;

    OtherRevokerSteps(World world, Rules rules) {
        this.world = world;
        this.rules = rules;
    }

    @Override
    public void moves(State s, Moves moves) {
        if (!rules.keep(Rule.GAPLESS_POSITIONS)) {
            draw(s, moves);
        } else if (s.other.left > 0) {
            moves.may(NAME, "COMMIT", next -> {
                next.other.left--;
                next.primary.head++;
            });
        }
        if (world.has(Part.REGISTRATION_LOST) && s.primary.server == 1 && !s.primary.settled) {
            settle(s, moves);
        }
    }

    /** From then on, every process trusts the list of nodes of this server. */
    private void settle(State s, Moves moves) {
        int metServerAt = s.other.metServerAt;
        if (metServerAt == State.NONE) {
            moves.may(NAME, "meets the new server", next -> next.other.metServerAt = next.now);
        } else if (s.now >= metServerAt + world.term() || !rules.keep(Rule.SETTLE_AFTER_LAST_TERM)) {
            moves.may(NAME, "settles the new server", next -> next.primary.settled = true);
        }
    }

    /** With a sequence, a transaction draws its position when it begins, so later positions may commit earlier. */
    private static void draw(State s, Moves moves) {
        if (s.other.progress == 0) {
            moves.may(NAME, "begins", next -> {
                next.other.progress = 1;
                next.other.drawn = next.other.sequence++;
            });
        } else if (s.other.progress == 1) {
            moves.may(NAME, "COMMIT", next -> {
                next.other.progress = 2;
                next.primary.head = Math.max(next.primary.head, next.other.drawn);
            });
        }
    }
}
