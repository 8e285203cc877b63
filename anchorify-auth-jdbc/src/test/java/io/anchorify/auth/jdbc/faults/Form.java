package io.anchorify.auth.jdbc.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How much is played: enough to notice what is broken, every fault there is, or all of it for half an hour. */
enum Form {
    /** For who builds by hand: half a minute. */
    SHORT(6, 0, 0, 30) {
        @Override
        List<Lane> lanes(Random random) {
            List<List<Fault>> postgres = List.of(List.of(NodeFaults.paused(1.5)), List.of(LineFaults.blackHole()));
            List<List<Fault>> mariaDb = List.of(List.of(NodeFaults.killed()), List.of(DatabaseFaults.restarted()));
            return List.of(lane(Engine.POSTGRES, 3, postgres), lane(Engine.MARIADB, 3, mariaDb));
        }
    },
    /** Every fault: seven to eight minutes on two processors. */
    CI(29, 1_000_000, 3_000, 36) {
        @Override
        List<Lane> lanes(Random random) {
            List<Lane> lanes = new ArrayList<>();
            for (Engine engine : Engine.values()) {
                lanes.add(lane(engine, 20, withPair(some(3, random), random)));
                lanes.addAll(smallLanesWithEveryFault(engine, random));
            }
            for (Engine engine : Engine.values()) {
                lanes.add(lane(engine, 8, withPair(some(4, random), random)));
            }
            return lanes;
        }
    },
    /** Half an hour. */
    LONG(31, 10_000_000, 30_000, 110) {
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
    private static final int MANY_PAIRS = 30;
    private static final int SHARED_BY = 3;

    private final int nodesAtOnce;
    private final int checks;
    private final int revocations;
    private final int perScene;

    Form(int nodesAtOnce, int checks, int revocations, int perScene) {
        this.nodesAtOnce = nodesAtOnce;
        this.checks = checks;
        this.revocations = revocations;
        this.perScene = perScene;
    }

    static Form parse(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    abstract List<Lane> lanes(Random random);

    /** How many nodes there are at once, in clusters that begin in their order as soon as there is room for them. */
    int nodesAtOnce() {
        return nodesAtOnce;
    }

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

    /** Every fault with three nodes, which some clusters share. */
    List<Lane> smallLanesWithEveryFault(Engine engine, Random random) {
        return IntStream.range(0, SHARED_BY)
                .mapToObj(i -> lane(engine, 3, withPair(share(all(engine), i), random)))
                .toList();
    }

    private static List<List<Fault>> share(List<Fault> faults, int number) {
        return IntStream.range(0, faults.size())
                .filter(i -> i % SHARED_BY == number)
                .mapToObj(i -> List.of(faults.get(i)))
                .toList();
    }

    private static List<List<Fault>> some(int count, Random random) {
        List<Fault> faults = new ArrayList<>(ordinary());
        Collections.shuffle(faults, random);
        return faults.stream().limit(count).map(List::of).toList();
    }

    private static List<List<Fault>> withPair(List<List<Fault>> scenes, Random random) {
        return Stream.concat(scenes.stream(), Stream.of(pair(random))).toList();
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

    /** Two faults at once. */
    static List<Fault> pair(Random random) {
        List<Fault> faults = new ArrayList<>(ordinary());
        Collections.shuffle(faults, random);
        return faults.subList(0, 2);
    }

    /** Faults that every database has, that take seconds, and that can come with others. */
    private static List<Fault> ordinary() {
        return all(Engine.MARIADB).stream()
                .filter(fault -> fault.goesAlong() && fault.holds().compareTo(Duration.ofSeconds(10)) < 0)
                .skip(1)
                .toList();
    }
}
