package io.anchorify.auth.model;

import io.anchorify.auth.model.State.Revoker;
import io.anchorify.auth.model.State.Revoker.Phase;
import io.anchorify.auth.model.State.Revoker.Transaction;
import io.anchorify.auth.model.World.Part;
import java.util.function.Consumer;

/** The call of {@code revoke()}: commits the change, then waits for the nodes or for the end of the last term. */
final class RevokerSteps implements Actor {

    private static final String NAME = "revoke";

    private final World world;
    private final Rules rules;

    RevokerSteps(World world, Rules rules) {
        this.world = world;
        this.rules = rules;
    }

    @Override
    public void moves(State s, Moves moves) {
        if (hasServerToMeet(s)) {
            may(moves, "its process meets the new server", next -> next.revoker.metServerAt = next.now);
        }
        switch (s.revoker.phase) {
            case IDLE -> begin(s, moves);
            case BEGUN -> commit(s, moves);
            case BETWEEN_BATCHES -> commitLastBatch(s, moves);
            case COMMITTING -> awaitReply(s, moves);
            case UNCERTAIN -> lookUp(s, moves);
            case WAITING -> await(s, moves);
            case REPORTED_NOT_REVOKED -> decide(s, moves);
            default -> {}
        }
    }

    private void begin(State s, Moves moves) {
        if (s.primary.revoked()) {
            if (rules.keep(Rule.WAIT_IF_REVOKED_ALREADY)) {
                may(moves, "finds it revoked already", next -> waitFor(next, next.primary.head));
            } else {
                may(moves, "finds it revoked already, returns", next -> next.revoker.phase = Phase.RETURNED);
            }
            return;
        }
        may(moves, "begins", next -> {
            next.revoker.phase = Phase.BEGUN;
            if (!rules.keep(Rule.GAPLESS_POSITIONS)) {
                next.revoker.position = next.other.sequence++;
            }
            if (!rules.keep(Rule.LIST_NODES_AFTER_COMMIT)) {
                next.revoker.listed = registered(s);
            }
        });
    }

    private void commit(State s, Moves moves) {
        if (world.has(Part.BATCHES)) {
            may(moves, "COMMIT of a batch with the token", next -> commitFirstBatch(next, true));
            may(moves, "COMMIT of a batch of other tokens", next -> commitFirstBatch(next, false));
        } else if (world.has(Part.ROTATION)) {
            may(moves, "COMMIT of the rotation", this::rotate);
        } else if (world.has(Part.UNCERTAIN_COMMIT)) {
            may(moves, "sends COMMIT", next -> {
                next.revoker.phase = Phase.COMMITTING;
                next.revoker.transaction = Transaction.OPEN;
                if (!rules.keep(Rule.WAIT_FROM_KNOWN_COMMIT)) {
                    next.revoker.deadline = rules.waitedOutAt(next.now, world);
                }
            });
        } else {
            may(moves, "COMMIT", next -> {
                int position = rules.keep(Rule.GAPLESS_POSITIONS) ? next.primary.head + 1 : next.revoker.position;
                record(next.primary, position);
                if (hasServerToMeet(s)) {
                    next.revoker.metServerAt = next.now;
                }
                waitFor(next, position);
            });
        }
    }

    private void rotate(State next) {
        boolean grace = world.has(Part.GRACE);
        if (grace || !rules.keep(Rule.REVOKE_WITHOUT_GRACE)) {
            next.primary.endsAt = next.now + (grace ? 1 : 0);
        }
        if (grace && !rules.keep(Rule.NARROWING_IS_A_CHANGE)) {
            next.revoker.phase = Phase.RETURNED;
        } else {
            record(next.primary, next.primary.head + 1);
            waitFor(next, next.primary.head);
        }
    }

    private void commitFirstBatch(State next, boolean withToken) {
        next.primary.head++;
        if (withToken) {
            record(next.primary, next.primary.head);
        }
        waitFor(next, next.primary.head);
        next.revoker.phase = Phase.BETWEEN_BATCHES;
    }

    private void commitLastBatch(State s, Moves moves) {
        may(moves, "COMMIT of the last batch", next -> {
            next.primary.head++;
            if (!s.primary.revoked()) {
                record(next.primary, next.primary.head);
            }
            if (rules.keep(Rule.WAIT_FOR_LAST_BATCH)) {
                startOver(next.revoker);
                waitFor(next, next.primary.head);
            } else {
                next.revoker.phase = Phase.WAITING;
            }
        });
    }

    /** After COMMIT was sent, the database decides at any time, and its reply arrives at any time or never. */
    private void awaitReply(State s, Moves moves) {
        decide(s, moves);
        if (s.revoker.transaction == Transaction.COMMITTED) {
            may(moves, "receives the reply to COMMIT", next -> waitFor(next, next.primary.revokedAt));
        }
        if (s.revoker.transaction == Transaction.ROLLED_BACK) {
            may(moves, "learns that it failed, reports that", next -> next.revoker.phase = Phase.REPORTED_NOT_REVOKED);
        }
        may(moves, "the reply is lost", next -> next.revoker.phase = Phase.UNCERTAIN);
    }

    private void decide(State s, Moves moves) {
        if (s.revoker.transaction == Transaction.OPEN) {
            moves.may("database", "COMMIT takes place", next -> {
                next.revoker.transaction = Transaction.COMMITTED;
                record(next.primary, next.primary.head + 1);
            });
            moves.may("database", "rolls back", next -> next.revoker.transaction = Transaction.ROLLED_BACK);
        }
    }

    private void lookUp(State s, Moves moves) {
        decide(s, moves);
        if (!rules.keep(Rule.LOOK_UP_UNCERTAIN_COMMIT)) {
            may(moves, "assumes that it is committed", next -> waitFor(next, next.primary.head));
        } else if (s.revoker.transaction == Transaction.COMMITTED) {
            may(moves, "finds its change", next -> waitFor(next, next.primary.revokedAt));
        } else if (s.revoker.transaction == Transaction.ROLLED_BACK || !rules.keep(Rule.LOOK_UP_UNDER_LOCK)) {
            may(moves, "finds no change, reports that", next -> next.revoker.phase = Phase.REPORTED_NOT_REVOKED);
        }
    }

    private void await(State s, Moves moves) {
        if (world.has(Part.UNCERTAIN_COMMIT)) {
            may(moves, "its process dies, another is asked", next -> startOver(next.revoker));
        }
        if (world.has(Part.FAILOVER) && !s.primary.revoked() && rules.keep(Rule.CHECK_OWN_CHANGE)) {
            may(moves, "finds its change lost, starts over", next -> startOver(next.revoker));
        } else if (trustsNodeList(s) && confirmed(s)) {
            may(moves, "RETURNS, confirmed", next -> next.revoker.phase = Phase.RETURNED);
        } else if (s.now >= s.revoker.deadline) {
            may(moves, "RETURNS, waited out", next -> next.revoker.phase = Phase.RETURNED);
        }
    }

    /** A node without a row has left, or has not renewed its registration for so long that its term is over. */
    private boolean confirmed(State s) {
        int awaited = registered(s);
        if (!rules.keep(Rule.LIST_NODES_AFTER_COMMIT)) {
            awaited &= s.revoker.listed;
        }
        int acknowledged = registered(s, s.revoker.position);
        return rules.keep(Rule.WAIT_FOR_EVERY_NODE)
                ? (awaited & ~acknowledged) == 0
                : awaited == 0 || (awaited & acknowledged) != 0;
    }

    private boolean hasServerToMeet(State s) {
        return world.has(Part.REGISTRATION_LOST) && s.primary.server == 1 && s.revoker.metServerAt == State.NONE;
    }

    /** Whether the list of nodes is complete: the terms of nodes that this server may not know are over. */
    private boolean trustsNodeList(State s) {
        if (!world.has(Part.REGISTRATION_LOST) || !rules.keep(Rule.WAIT_ON_NEW_SERVER) || s.primary.server == 0) {
            return true;
        }
        if (s.primary.settled) {
            return true;
        }
        return s.revoker.metServerAt != State.NONE && s.now >= s.revoker.metServerAt + world.term();
    }

    private void waitFor(State next, int position) {
        Revoker revoker = next.revoker;
        revoker.phase = Phase.WAITING;
        revoker.transaction = Transaction.NONE;
        revoker.position = position;
        if (revoker.deadline == 0) {
            revoker.deadline = rules.waitedOutAt(next.now, world);
        }
    }

    private static void record(Database database, int position) {
        database.head = Math.max(database.head, position);
        database.revokedAt = position;
    }

    static void startOver(Revoker revoker) {
        revoker.phase = Phase.IDLE;
        revoker.transaction = Transaction.NONE;
        revoker.position = 0;
        revoker.deadline = 0;
    }

    private static int registered(State s) {
        return registered(s, State.NONE);
    }

    /** The nodes with a row that have acknowledged at least this position, one bit each. */
    private static int registered(State s, int acknowledged) {
        int nodes = 0;
        for (int i = 0; i < s.nodes.length; i++) {
            Database.Row row = s.primary.rows[i];
            if (row.present && row.acknowledged >= acknowledged) {
                nodes |= 1 << i;
            }
        }
        return nodes;
    }

    private static void may(Moves moves, String move, Consumer<State> change) {
        moves.may(NAME, move, change);
    }
}
