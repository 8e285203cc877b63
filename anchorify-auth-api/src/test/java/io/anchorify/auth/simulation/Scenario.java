package io.anchorify.auth.simulation;

import java.util.Set;
import java.util.function.BiFunction;

/**
 * What to run.
 *
 * @param workload what happens to the tokens
 * @param parts creates the parts of a process
 * @param decidesAfterClose whether a request is decided although its service is closed, as one that arrived just before
 * @param faults the faults of every run, in addition to those that its seed draws
 * @param strict whether to check more than the promise of a revocation
 */
record Scenario(
        Workload workload,
        BiFunction<NetworkLink, HistoryChecker, SimulatedParts> parts,
        boolean decidesAfterClose,
        Set<FaultKind> faults,
        boolean strict) {

    /** Every other seed has more interleaving points, and every other two seeds another workload. */
    static Scenario ofSeed(long seed) {
        Workload workload = seed % 4 < 2 ? Workload.REVOCATIONS : Workload.WHOLE_LIFE;
        return seed % 2 == 0
                ? new Scenario(workload, SimulatedParts::new, false, Set.of(), true)
                : new Scenario(workload, FineGrainedParts::new, true, Set.of(), true);
    }

    static Scenario with(PlantedMistake mistake) {
        return new Scenario(mistake.workload(), mistake::parts, true, mistake.faults(), false);
    }

    /** The right code, with the same faults. */
    static Scenario without(PlantedMistake mistake) {
        return new Scenario(mistake.workload(), FineGrainedParts::new, true, mistake.faults(), true);
    }
}
