package io.anchorify.auth.model;

import io.anchorify.auth.model.World.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Searches a world breadth first for a state that breaks the promise, so that the trace is a shortest one. */
final class Explorer {

    private final List<Actor> actors;
    private final State state;
    private final State next;
    private final PackedStates seen;
    private int[] cameFrom = new int[1 << 16];
    private final long[] key;
    private final long[] nextKey;
    private final StateCodec reader;
    private final StateCodec nextReader;
    private final StateCodec nextWriter;

    private Explorer(World world, Rules rules) {
        actors = actorsOf(world, rules);
        state = State.startOf(world);
        next = State.startOf(world);
        key = StateCodec.newKey(state.fields().size());
        nextKey = key.clone();
        seen = new PackedStates(key.length);
        reader = StateCodec.readingFrom(key);
        nextReader = StateCodec.readingFrom(key);
        nextWriter = StateCodec.writingTo(nextKey);
    }

    /** Visits every state that is reachable in a world whose actors follow these rules. */
    static Exploration explore(World world, Rules rules) {
        return new Explorer(world, rules).explore();
    }

    /** How a state breaks the promise, or an empty text. */
    private static String violation(State s) {
        if (s.request.phase == State.Request.Phase.ANSWERED && s.request.late && s.request.accepted) {
            return "a request that began after revoke() had returned was accepted";
        }
        if (s.revoker.phase == State.Revoker.Phase.REPORTED_NOT_REVOKED && s.primary.revoked()) {
            return "revoke() reported that nothing was revoked, and the token was revoked";
        }
        return "";
    }

    private static List<Actor> actorsOf(World world, Rules rules) {
        List<Actor> actors = new ArrayList<>();
        actors.add(clockUntil(world.end()));
        actors.add(new RevokerSteps(world, rules));
        actors.add(new OtherRevokerSteps(world, rules));
        if (world.has(Part.REAPER)) {
            actors.add(new ReaperSteps(world, rules));
        }
        for (int node = 0; node < world.nodes(); node++) {
            actors.add(new NodeLoop(world, rules, node));
        }
        if (world.has(Part.LEAVING)) {
            actors.add(new LeavingSteps(rules));
        }
        actors.add(new DatabaseSteps(world));
        actors.add(new LoadSteps(world, rules));
        actors.add(new RequestSteps(world, rules));
        return actors;
    }

    private static Actor clockUntil(int end) {
        return (s, moves) -> {
            if (s.now < end) {
                moves.may("clock", "ticks", next -> next.now++);
            }
        };
    }

    private Exploration explore() {
        nextWriter.exchange(state);
        seen.add(nextKey);
        for (int number = 0; number < seen.size(); number++) {
            int from = number;
            open(number);
            String violation = violation(state);
            if (!violation.isEmpty()) {
                return new Exploration(seen.size(), violation, traceTo(number));
            }
            eachMove((actor, move, change) -> {
                follow(change);
                if (seen.add(nextKey)) {
                    remember(from);
                }
            });
        }
        return new Exploration(seen.size(), "", List.of());
    }

    private void open(int number) {
        seen.get(number, key);
        reader.exchange(state);
    }

    private void eachMove(Moves moves) {
        for (Actor actor : actors) {
            actor.moves(state, moves);
        }
    }

    private void follow(Consumer<State> change) {
        nextReader.exchange(next);
        change.accept(next);
        nextWriter.exchange(next);
    }

    private void remember(int from) {
        int number = seen.size() - 1;
        if (number == cameFrom.length) {
            cameFrom = Arrays.copyOf(cameFrom, number * 2);
        }
        cameFrom[number] = from;
    }

    /** The search keeps only the number of each predecessor, so this finds the moves again. */
    private List<String> traceTo(int number) {
        LinkedList<String> trace = new LinkedList<>();
        long[] reached = key.clone();
        for (int to = number; to != 0; to = cameFrom[to]) {
            seen.get(to, reached);
            open(cameFrom[to]);
            trace.addFirst(stepTo(reached));
        }
        return trace;
    }

    private String stepTo(long[] reached) {
        List<String> found = new ArrayList<>();
        eachMove((actor, move, change) -> {
            follow(change);
            if (Arrays.equals(nextKey, reached)) {
                found.add("t=%d  %-15s %-45s %s".formatted(next.now, actor, move, changes()));
            }
        });
        return found.get(0);
    }

    private String changes() {
        Map<String, Object> after = next.fields();
        after.entrySet().removeAll(state.fields().entrySet());
        return after.toString();
    }
}
