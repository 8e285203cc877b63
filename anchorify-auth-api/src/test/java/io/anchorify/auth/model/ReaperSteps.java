package io.anchorify.auth.model;

/** Deletes a registration whose beat has not changed for as long as a registration lasts. */
final class ReaperSteps implements Actor {

    private static final String NAME = "reaper";

    private final World world;
    private final Rules rules;

    ReaperSteps(World world, Rules rules) {
        this.world = world;
        this.rules = rules;
    }

    @Override
    public void moves(State s, Moves moves) {
        for (int i = 0; i < s.nodes.length; i++) {
            watch(s, i, moves);
        }
    }

    private void watch(State s, int index, Moves moves) {
        Database.Row row = s.primary.rows[index];
        Node node = s.nodes[index];
        if (row.present && node.seenBeat != row.beat) {
            moves.may(NAME, "sees a new beat", next -> {
                next.nodes[index].seenBeat = row.beat;
                next.nodes[index].seenSince = next.now;
            });
        }
        boolean longEnough = node.seenBeat != State.NONE && s.now >= node.seenSince + world.registration();
        if (row.present && longEnough && (node.seenBeat == row.beat || !rules.keep(Rule.REAP_COMPARES_BEAT))) {
            moves.may(NAME, "DELETE row", next -> {
                next.primary.rows[index].present = false;
                next.nodes[index].seenBeat = State.NONE;
            });
        }
    }
}
