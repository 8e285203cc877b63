package io.anchorify.auth.jdbc.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/** Which scenarios run: a smoke test, every fault once, all of them for half an hour, or every pair of faults. */
enum FaultPlan {
    /** For local builds: one fault on each database, 20 seconds. */
    SHORT(6, 0, 0, 30) {
        @Override
        List<ScenarioSequence> sequences(Random random) {
            List<List<Fault>> postgres = List.of(List.of(NodeFaults.paused(1.5)));
            List<List<Fault>> mariaDb = List.of(List.of(NetworkFaults.blackHole()));
            return List.of(sequence(DatabaseKind.POSTGRES, 3, postgres), sequence(DatabaseKind.MARIADB, 3, mariaDb));
        }
    },
    /** A random quarter of the faults on each database, and pairs of faults: two minutes. */
    SAMPLE(20, 100_000, 500, 30) {
        @Override
        List<ScenarioSequence> sequences(Random random) {
            List<ScenarioSequence> sequences = new ArrayList<>();
            for (DatabaseKind database : DatabaseKind.values()) {
                sequences.addAll(sharedSequences(database, share(all(database), 4, random), 2, random));
                sequences.add(sequence(database, 4, List.of(pair(random))));
            }
            return sequences;
        }
    },
    /** Every fault on PostgreSQL, and a random half of them on MariaDB. */
    CI(46, 1_000_000, 3_000, 36) {
        @Override
        List<ScenarioSequence> sequences(Random random) {
            List<ScenarioSequence> sequences = new ArrayList<>();
            // The longest sequences first.
            sequences.addAll(sharedSequences(DatabaseKind.POSTGRES, all(DatabaseKind.POSTGRES), 4, random));
            sequences.addAll(sharedSequences(DatabaseKind.MARIADB, half(all(DatabaseKind.MARIADB), random), 2, random));
            for (DatabaseKind database : DatabaseKind.values()) {
                sequences.add(sequence(database, 20, withPair(some(2, random), random)));
                sequences.add(sequence(database, 8, withPair(some(3, random), random)));
            }
            return sequences;
        }
    },
    /** Half an hour. */
    LONG(42, 10_000_000, 30_000, 140) {
        @Override
        List<ScenarioSequence> sequences(Random random) {
            List<ScenarioSequence> sequences = new ArrayList<>();
            for (DatabaseKind database : DatabaseKind.values()) {
                sequences.add(sequence(database, 3, with(all(database), MANY_PAIRS, random)));
                sequences.add(sequence(database, 8, with(all(database), MANY_PAIRS, random)));
            }
            // Twenty nodes are slow, so they run a random half of the faults.
            for (DatabaseKind database : DatabaseKind.values()) {
                sequences.add(sequence(database, 20, with(half(all(database), random), MANY_PAIRS, random)));
            }
            return sequences;
        }
    },
    /** Every pair of faults that can be combined, each on a random database: twenty minutes. */
    PAIRS(15, 5_000_000, 10_000, 30) {
        @Override
        List<ScenarioSequence> sequences(Random random) {
            List<List<Fault>> pairs = new ArrayList<>(allPairs());
            Collections.shuffle(pairs, random);
            List<ScenarioSequence> sequences = new ArrayList<>();
            for (int from = 0; from < pairs.size(); from += PAIRS_PER_SEQUENCE) {
                int to = Math.min(pairs.size(), from + PAIRS_PER_SEQUENCE);
                sequences.add(sequence(DatabaseKind.values()[sequences.size() % 2], 3, pairs.subList(from, to)));
            }
            return sequences;
        }
    };

    private static final int MANY_PAIRS = 10;
    private static final int PAIRS_PER_SEQUENCE = 12;

    /** Faults that are possible on every database, take seconds, and can be combined. */
    private static final List<Fault> COMBINABLE = all(DatabaseKind.MARIADB).stream()
            .filter(fault -> fault.isCombinable() && fault.duration().compareTo(Duration.ofSeconds(10)) < 0)
            .skip(1)
            .toList();

    /** About how long a scenario takes in addition to its fault. */
    private static final Duration BESIDES = Duration.ofSeconds(12);

    private final int nodesAtOnce;
    private final int checks;
    private final int revocations;
    private final int perScenario;

    FaultPlan(int nodesAtOnce, int checks, int revocations, int perScenario) {
        this.nodesAtOnce = nodesAtOnce;
        this.checks = checks;
        this.revocations = revocations;
        this.perScenario = perScenario;
    }

    static FaultPlan parse(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    abstract List<ScenarioSequence> sequences(Random random);

    /** How many nodes run at the same time. Sequences start in order as soon as their nodes fit. */
    int nodesAtOnce() {
        return nodesAtOnce;
    }

    /** The minimum number of checks. */
    int checks() {
        return checks;
    }

    /** The minimum number of revocations. */
    int revocations() {
        return revocations;
    }

    ScenarioSequence sequence(DatabaseKind database, int nodes, List<List<Fault>> scenarios) {
        return new ScenarioSequence(database, nodes, scenarios, perScenario);
    }

    /** Distributes faults to clusters of three nodes so that all end at about the same time. */
    List<ScenarioSequence> sharedSequences(DatabaseKind database, List<Fault> faults, int clusters, Random random) {
        List<List<List<Fault>>> shares = Stream.generate(() -> withPair(List.of(), random))
                .limit(clusters)
                .toList();
        faults.stream()
                .sorted(Comparator.comparing(Fault::duration).reversed())
                .forEach(fault -> Collections.min(shares, Comparator.comparing(FaultPlan::lengthOf))
                        .add(List.of(fault)));
        return shares.stream()
                .map(scenarios -> sequence(database, 3, scenarios))
                .toList();
    }

    private static Duration lengthOf(List<List<Fault>> scenarios) {
        return scenarios.stream()
                .map(faults -> Collections.max(faults, Comparator.comparing(Fault::duration))
                        .duration()
                        .plus(BESIDES))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static List<List<Fault>> some(int count, Random random) {
        List<Fault> faults = new ArrayList<>(COMBINABLE);
        Collections.shuffle(faults, random);
        return faults.stream().limit(count).map(List::of).toList();
    }

    private static List<List<Fault>> withPair(List<List<Fault>> scenarios, Random random) {
        List<List<Fault>> all = new ArrayList<>(scenarios);
        all.add(pair(random));
        return all;
    }

    private static List<Fault> half(List<Fault> faults, Random random) {
        return share(faults, 2, random);
    }

    /** A random one of several equal parts of the faults. */
    private static List<Fault> share(List<Fault> faults, int parts, Random random) {
        List<Fault> shuffled = new ArrayList<>(faults);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, faults.size() / parts);
    }

    /** Each fault by itself, and random pairs. */
    private static List<List<Fault>> with(List<Fault> faults, int pairs, Random random) {
        List<List<Fault>> scenarios = new ArrayList<>();
        faults.forEach(fault -> scenarios.add(List.of(fault)));
        for (int i = 0; i < pairs; i++) {
            scenarios.add(pair(random));
        }
        return scenarios;
    }

    /** Every fault. */
    static List<Fault> all(DatabaseKind database) {
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
                NetworkFaults.slow(),
                NetworkFaults.blackHole(),
                NetworkFaults.onlyToServer(),
                NetworkFaults.onlyToNode(),
                NetworkFaults.trickling(),
                NetworkFaults.resetting(),
                NetworkFaults.resettingNewConnections(),
                NetworkFaults.refused(),
                NetworkFaults.allCutOff(),
                NetworkFaults.withoutNotifications(),
                DatabaseFaults.restarted(),
                DatabaseFaults.killed(),
                DatabaseFaults.frozen(),
                DatabaseFaults.connectionsKilled(),
                DatabaseFaults.listenersKilled(),
                DatabaseFaults.notifyFails(),
                DatabaseFaults.headLocked(Duration.ofSeconds(30)),
                DatabaseFaults.longTransaction(),
                DatabaseFaults.prunedUnderPausedNode(),
                DataLossFaults.rowsRestored(),
                DataLossFaults.rowsRestoredWithoutNodes(),
                DataLossFaults.filesRestored(),
                DataLossFaults.synchronousReplicaPromoted(),
                DataLossFaults.asynchronousReplicaPromoted());
        return all.stream().filter(fault -> fault.worksOn(database)).toList();
    }

    /** Every pair of faults that can be combined. */
    private static List<List<Fault>> allPairs() {
        List<Fault> faults = COMBINABLE;
        List<List<Fault>> pairs = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            Fault one = faults.get(i);
            faults.subList(i + 1, faults.size()).stream()
                    .filter(one::isCombinableWith)
                    .forEach(other -> pairs.add(List.of(one, other)));
        }
        return pairs;
    }

    /** A random pair of faults. */
    static List<Fault> pair(Random random) {
        List<Fault> faults = new ArrayList<>(COMBINABLE);
        Collections.shuffle(faults, random);
        Fault one = faults.get(0);
        Fault other = faults.stream()
                .skip(1)
                .filter(one::isCombinableWith)
                .findFirst()
                .orElseThrow();
        return List.of(one, other);
    }
}
