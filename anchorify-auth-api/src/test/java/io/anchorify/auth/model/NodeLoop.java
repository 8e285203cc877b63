package io.anchorify.auth.model;

import io.anchorify.auth.model.Node.Loop;
import io.anchorify.auth.model.Node.Membership;
import io.anchorify.auth.model.World.Part;
import java.util.function.Consumer;

/** The loop of a node: registers, then repeatedly reads the feed, applies it, begins a term and acknowledges. */
final class NodeLoop implements Actor {

    private final World world;
    private final Rules rules;
    private final int index;
    private final String who;

    NodeLoop(World world, Rules rules, int index) {
        this.world = world;
        this.rules = rules;
        this.index = index;
        this.who = "node " + index;
    }

    @Override
    public void moves(State s, Moves moves) {
        Node node = s.nodes[index];
        switch (node.loop) {
            case IDLE -> send(node, moves);
            case SENDING_BEAT -> register(moves);
            case SENDING_READ -> read(s, node, moves);
            case HAS_READ -> apply(node, moves);
            case HAS_APPLIED -> beginTerm(s, node, moves);
            case FOUND_NO_ROW -> endTerm(moves);
        }
        if (!rules.keep(Rule.ONLY_FEED_EXTENDS_TERM)) {
            may(moves, "another thread extends the term", next -> node(next).termEnd = next.now + world.term());
        }
    }

    private void send(Node node, Moves moves) {
        if (node.membership != Membership.STAYS) {
            return;
        }
        if (node.beats < world.heartbeats()) {
            may(moves, "sends a heartbeat", next -> {
                node(next).loop = Loop.SENDING_BEAT;
                node(next).sentAt = next.now;
            });
        }
        if (node.registeredAt != State.NONE || !rules.keep(Rule.REGISTER_FIRST)) {
            may(moves, "asks for the feed", next -> {
                node(next).loop = Loop.SENDING_READ;
                node(next).sentAt = next.now;
            });
        }
    }

    private void register(Moves moves) {
        may(moves, "heartbeat COMMIT", next -> {
            Node node = node(next);
            node.beats++;
            node.registeredAt = node.sentAt;
            row(next).present = true;
            row(next).beat = node.beats;
            becomeIdle(node);
        });
    }

    /** Only a failover removes a row while the term of its node may be valid, so other worlds do not check the row. */
    private void read(State s, Node node, Moves moves) {
        Database feed = s.primary;
        if (!row(s).present && world.has(Part.FAILOVER) && rules.keep(Rule.CHECK_OWN_ROW)) {
            may(moves, "does not find its row", next -> node(next).loop = Loop.FOUND_NO_ROW);
        } else if (needsRestart(node, feed)) {
            may(moves, "reads that it must restart", next -> hasRead(next, feed.head, false, true));
        } else {
            int to = Math.max(node.applied, feed.head);
            may(moves, "reads the feed", next -> hasRead(next, to, readsRevocation(node, feed), false));
        }
        if (!rules.keep(Rule.FEED_FROM_PRIMARY) && feed.head > 0) {
            may(moves, "reads the feed on a replica that lags", next -> hasRead(next, node.applied, false, false));
        }
    }

    private boolean needsRestart(Node node, Database feed) {
        boolean gap = node.applied < feed.prunedTo;
        boolean headBehind = feed.head < node.applied;
        return gap && rules.keep(Rule.RESTART_ON_GAP)
                || headBehind && rules.keep(Rule.RESTART_ON_HEAD_BEHIND)
                || !gap && !headBehind && rules.keep(Rule.RESTART_ON_OTHER_UID) && isOtherUid(node, feed);
    }

    private boolean isOtherUid(Node node, Database feed) {
        return feed.knowsUidOf(node.applied)
                ? feed.uidOf(node.applied) != node.appliedUid
                : rules.keep(Rule.UNKNOWN_UID_IS_OTHER);
    }

    private static boolean readsRevocation(Node node, Database feed) {
        return feed.revokedAt > Math.max(node.applied, feed.prunedTo);
    }

    private void hasRead(State next, int to, boolean revocation, boolean restart) {
        Node node = node(next);
        node.loop = Loop.HAS_READ;
        node.readTo = to;
        node.readUid = restart || to > node.applied ? next.primary.uidOf(to) : node.appliedUid;
        node.readRevocation = revocation;
        node.readNeedsRestart = restart;
        node.readServer = next.primary.server;
        if (!rules.keep(Rule.APPLY_BEFORE_ACKNOWLEDGING)) {
            acknowledge(next, to);
        }
    }

    /**
     * Moves the fence and invalidates what has changed, in one step. A restart empties the cache and ends the term, although
     * these worlds do not need the latter: an emptied cache is as good as that of a new node.
     */
    private void apply(Node node, Moves moves) {
        may(moves, node.readNeedsRestart ? "empties its cache, restarts at the head" : "applies", next -> {
            Node n = node(next);
            n.loop = Loop.HAS_APPLIED;
            n.applied = n.readTo;
            n.appliedUid = n.readUid;
            if (n.readNeedsRestart) {
                n.termEnd = State.NONE;
                n.generation++;
            }
            if (n.readNeedsRestart || n.readRevocation) {
                n.store(false, State.NONE);
            }
        });
    }

    private void beginTerm(State s, Node node, Moves moves) {
        if (node.membership != Membership.STAYS && rules.keep(Rule.NO_TERM_AFTER_LEAVING)) {
            may(moves, "is leaving, begins no term", next -> becomeIdle(node(next)));
            return;
        }
        int end = termEnd(s, node);
        if (node.readServer == s.primary.server || !rules.keep(Rule.ACKNOWLEDGE_WHERE_READ)) {
            may(moves, "begins a term, acknowledges", next -> {
                node(next).termEnd = end;
                acknowledge(next, node.applied);
                becomeIdle(node(next));
            });
        } else {
            may(moves, "begins a term, cannot acknowledge", next -> {
                node(next).termEnd = end;
                becomeIdle(node(next));
            });
        }
    }

    private int termEnd(State s, Node node) {
        int start = rules.keep(Rule.TERM_FROM_BEFORE_READ) ? node.sentAt : s.now;
        int end = start + world.term();
        boolean bounded = rules.keep(Rule.REGISTRATION_BOUNDS_TERM) && rules.keep(Rule.REGISTER_FIRST);
        return bounded ? Math.min(end, node.registeredAt + world.registration()) : end;
    }

    private void endTerm(Moves moves) {
        may(moves, "ends its term, will register again", next -> {
            node(next).termEnd = State.NONE;
            node(next).registeredAt = State.NONE;
            becomeIdle(node(next));
        });
    }

    private void acknowledge(State next, int position) {
        row(next).acknowledged = Math.max(row(next).acknowledged, position);
    }

    private static void becomeIdle(Node node) {
        node.loop = Loop.IDLE;
        node.sentAt = State.NONE;
        node.readTo = 0;
        node.readUid = 0;
        node.readRevocation = false;
        node.readNeedsRestart = false;
        node.readServer = 0;
    }

    private Node node(State state) {
        return state.nodes[index];
    }

    private Database.Row row(State state) {
        return state.primary.rows[index];
    }

    private void may(Moves moves, String move, Consumer<State> change) {
        moves.may(who, move, change);
    }
}
