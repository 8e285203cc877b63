package io.anchorify.auth.jdbc.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** How much is played: enough to notice what is broken, every fault there is, or all of it for half an hour. */
enum Form {
    /** For who builds by hand: half a minute. */
    SHORT(0, 0, 30) {
        @Override
        List<Lane> lanes(Random random) {
            List<List<Fault>> postgres = List.of(List.of(NodeFaults.paused(1.5)), List.of(LineFaults.blackHole()));
            List<List<Fault>> mariaDb = List.of(List.of(NodeFaults.killed()), List.of(DatabaseFaults.restarted()));
            return List.of(lane(Engine.POSTGRES, 3, postgres), lane(Engine.MARIADB, 3, mariaDb));
        }
    },
    /** For continuous integration: five minutes. */
    CI(1_000_000, 3_000, 36) {
        @Override
        List<Lane> lanes(Random random) {
            List<Lane> lanes = new ArrayList<>();
            for (Engine engine : Engine.values()) {
                lanes.addAll(lanesWithEveryFaultOnce(engine, random));
            }
            return lanes;
        }
    },
    /** Half an hour. */
    LONG(10_000_000, 30_000, 110) {
        @Override
        List<Lane> lanes(Random random) {
            List<Lane> lanes = new ArrayList<>();
            for (Engine engine : Engine.values()) {
                for (int nodes : SIZES) {
                    lanes.add(lane(engine, nodes, everythingAndPairs(engine, random)));
                }
            }
            return lanes;
        }
    };

    private static final int[] SIZES = {3, 8, 20};
    private static final int PAIRS = 2;
    private static final int MANY_PAIRS = 40;

    private final int checks;
    private final int revocations;
    private final int perScene;

    Form(int checks, int revocations, int perScene) {
        this.checks = checks;
        this.revocations = revocations;
        this.perScene = perScene;
    }

    static Form parse(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    abstract List<Lane> lanes(Random random);

    /** How many checks there have to be. */
    int checks() {
        return checks;
    }

    /** How many revocations there have to be. */
    int revocations() {
        return revocations;
    }

    Lane lane(Engine engine, int nodes, List<List<Fault>> scenes) {
        return new Lane(engine, nodes, scenes, perScene);
    }

    List<Lane> lanesWithEveryFaultOnce(Engine engine, Random random) {
        List<List<List<Fault>>> scenes = Arrays.stream(SIZES)
                .mapToObj(nodes -> (List<List<Fault>>) new ArrayList<List<Fault>>())
                .toList();
        // Each on another number of nodes, and the other way round with the next database.
        int lane = engine.ordinal();
        for (Fault fault : all(engine)) {
            scenes.get(lane++ % SIZES.length).add(List.of(fault));
        }
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < SIZES.length; i++) {
            for (int pair = 0; pair < PAIRS; pair++) {
                scenes.get(i).add(pair(random));
            }
            lanes.add(lane(engine, SIZES[i], scenes.get(i)));
        }
        return lanes;
    }

    List<List<Fault>> everythingAndPairs(Engine engine, Random random) {
        List<List<Fault>> scenes = new ArrayList<>();
        all(engine).forEach(fault -> scenes.add(List.of(fault)));
        for (int i = 0; i < MANY_PAIRS; i++) {
            scenes.add(pair(random));
        }
        return scenes;
    }

    /** Every fault that there is. */
    static List<Fault> all(Engine engine) {
        List<Fault> all = List.of(
                NodeFaults.none(),
                NodeFaults.paused(10),
                NodeFaults.paused(0.5),
                NodeFaults.paused(1.2),
                NodeFaults.paused(3),
                NodeFaults.stuttering(),
                NodeFaults.killed(),
                NodeFaults.poolExhausted(),
                NodeFaults.wallClockStepped(),
                NodeFaults.clocksApart(),
                NodeFaults.slowClocksCutOff(),
                NodeFaults.joiningAndLeaving(),
                LineFaults.slow(),
                LineFaults.blackHole(),
                LineFaults.onlyToServer(),
                LineFaults.onlyToNode(),
                LineFaults.trickling(),
                LineFaults.resetting(),
                LineFaults.resettingAtOnce(),
                LineFaults.refused(),
                LineFaults.allCutOff(),
                LineFaults.deaf(),
                DatabaseFaults.restarted(),
                DatabaseFaults.killed(),
                DatabaseFaults.frozen(),
                DatabaseFaults.connectionsKilled(),
                DatabaseFaults.listenersKilled(),
                DatabaseFaults.notifyFails(),
                DatabaseFaults.headLocked(Duration.ofSeconds(30)),
                DatabaseFaults.longTransaction(),
                DatabaseFaults.prunedUnderPausedNode(),
                LossFaults.rowsRestored(),
                LossFaults.rowsRestoredWithoutNodes(),
                LossFaults.filesRestored(),
                LossFaults.synchronousReplicaPromoted(),
                LossFaults.asynchronousReplicaPromoted());
        return all.stream().filter(fault -> fault.worksOn(engine)).toList();
    }

    /** Two faults at once, out of those that every database has and that take seconds. */
    static List<Fault> pair(Random random) {
        List<Fault> some = all(Engine.MARIADB).stream()
                .filter(fault -> fault.goesAlong() && fault.holds().compareTo(Duration.ofSeconds(10)) < 0)
                .skip(1)
                .toList();
        int first = random.nextInt(some.size());
        int second = random.nextInt(some.size() - 1);
        return List.of(some.get(first), some.get(second < first ? second : second + 1));
    }
}
