package io.anchorify.auth.jdbc.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/** How much is played: enough to notice what is broken, every fault there is, all of it for half an hour, or every pair. */
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
    /** A third of the faults on each database, another third each time, and a pair of faults with four nodes: two minutes. */
    SAMPLE(20, 200_000, 700, 30) {
        @Override
        List<Lane> lanes(Random random) {
            List<Lane> lanes = new ArrayList<>();
            for (Engine engine : Engine.values()) {
                lanes.addAll(sharedLanes(engine, share(all(engine), 3, random), 2, random));
                lanes.add(lane(engine, 4, List.of(pair(random))));
            }
            return lanes;
        }
    },
    /** Every fault on PostgreSQL, and on MariaDB half of them, which is another half each time. */
    CI(46, 1_000_000, 3_000, 36) {
        @Override
        List<Lane> lanes(Random random) {
            List<Lane> lanes = new ArrayList<>();
            // First those that take longest.
            lanes.addAll(sharedLanes(Engine.POSTGRES, all(Engine.POSTGRES), 4, random));
            lanes.addAll(sharedLanes(Engine.MARIADB, half(all(Engine.MARIADB), random), 2, random));
            for (Engine engine : Engine.values()) {
                lanes.add(lane(engine, 20, withPair(some(2, random), random)));
                lanes.add(lane(engine, 8, withPair(some(3, random), random)));
            }
            return lanes;
        }
    },
    /** Half an hour. */
    LONG(42, 10_000_000, 30_000, 140) {
        @Override
        List<Lane> lanes(Random random) {
            List<Lane> lanes = new ArrayList<>();
            for (Engine engine : Engine.values()) {
                lanes.add(lane(engine, 3, with(all(engine), MANY_PAIRS, random)));
                lanes.add(lane(engine, 8, with(all(engine), MANY_PAIRS, random)));
            }
            // Twenty nodes take their time, so they play half of them, which is another half each time.
            for (Engine engine : Engine.values()) {
                lanes.add(lane(engine, 20, with(half(all(engine), random), MANY_PAIRS, random)));
            }
            return lanes;
        }
    },
    /** Every two faults that can be there at once, each pair on one of the databases, which chance decides; twenty minutes. */
    PAIRS(15, 5_000_000, 10_000, 30) {
        @Override
        List<Lane> lanes(Random random) {
            List<List<Fault>> pairs = new ArrayList<>(allPairs());
            Collections.shuffle(pairs, random);
            List<Lane> lanes = new ArrayList<>();
            for (int from = 0; from < pairs.size(); from += PAIRS_OF_A_LANE) {
                int to = Math.min(pairs.size(), from + PAIRS_OF_A_LANE);
                lanes.add(lane(Engine.values()[lanes.size() % 2], 3, pairs.subList(from, to)));
            }
            return lanes;
        }
    };

    private static final int MANY_PAIRS = 10;
    private static final int PAIRS_OF_A_LANE = 12;
    /** What a scene takes besides its fault, about. */
    private static final Duration BESIDES = Duration.ofSeconds(12);

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

    /** Faults with three nodes, which some clusters share so that they end at about the same time. */
    List<Lane> sharedLanes(Engine engine, List<Fault> faults, int clusters, Random random) {
        List<List<List<Fault>>> shares = Stream.generate(() -> withPair(List.of(), random))
                .limit(clusters)
                .toList();
        faults.stream()
                .sorted(Comparator.comparing(Fault::holds).reversed())
                .forEach(fault -> Collections.min(shares, Comparator.comparing(Form::lengthOf))
                        .add(List.of(fault)));
        return shares.stream().map(scenes -> lane(engine, 3, scenes)).toList();
    }

    private static Duration lengthOf(List<List<Fault>> scenes) {
        return scenes.stream()
                .map(faults -> Collections.max(faults, Comparator.comparing(Fault::holds))
                        .holds()
                        .plus(BESIDES))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static List<List<Fault>> some(int count, Random random) {
        List<Fault> faults = new ArrayList<>(ordinary());
        Collections.shuffle(faults, random);
        return faults.stream().limit(count).map(List::of).toList();
    }

    private static List<List<Fault>> withPair(List<List<Fault>> scenes, Random random) {
        List<List<Fault>> all = new ArrayList<>(scenes);
        all.add(pair(random));
        return all;
    }

    private static List<Fault> half(List<Fault> faults, Random random) {
        return share(faults, 2, random);
    }

    /** One of that many parts of the faults, chosen by chance. */
    private static List<Fault> share(List<Fault> faults, int parts, Random random) {
        List<Fault> shuffled = new ArrayList<>(faults);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, faults.size() / parts);
    }

    /** Each fault by itself, and pairs. */
    private static List<List<Fault>> with(List<Fault> faults, int pairs, Random random) {
        List<List<Fault>> scenes = new ArrayList<>();
        faults.forEach(fault -> scenes.add(List.of(fault)));
        for (int i = 0; i < pairs; i++) {
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

    /** Every two that can be there at once. */
    private static List<List<Fault>> allPairs() {
        List<Fault> faults = ordinary();
        List<List<Fault>> pairs = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            Fault one = faults.get(i);
            faults.subList(i + 1, faults.size()).stream()
                    .filter(one::goesWith)
                    .forEach(other -> pairs.add(List.of(one, other)));
        }
        return pairs;
    }

    /** Two faults at once. */
    static List<Fault> pair(Random random) {
        List<Fault> faults = new ArrayList<>(ordinary());
        Collections.shuffle(faults, random);
        Fault one = faults.get(0);
        Fault other = faults.stream().skip(1).filter(one::goesWith).findFirst().orElseThrow();
        return List.of(one, other);
    }

    /** Faults that every database has, that take seconds, and that can come with others. */
    private static List<Fault> ordinary() {
        return all(Engine.MARIADB).stream()
                .filter(fault -> fault.goesAlong() && fault.holds().compareTo(Duration.ofSeconds(10)) < 0)
                .skip(1)
                .toList();
    }
}
