package io.anchorify.auth.simulation;

import java.util.Set;
import java.util.function.BiFunction;

/**
 * What to run.
 *
 * @param parts creates the parts of a process
 * @param decidesAfterClose whether a request is decided although its service is closed, as one that arrived just before
 * @param faults the faults of every run, in addition to those that its seed draws
 * @param strict whether to check more than the promise of a revocation
 */
record Scenario(
        BiFunction<NetworkLink, HistoryChecker, SimulatedParts> parts,
        boolean decidesAfterClose,
        Set<FaultKind> faults,
        boolean strict) {

    static final Scenario PRODUCTION = new Scenario(SimulatedParts::new, false, Set.of(), true);

    static final Scenario FINE_GRAINED = new Scenario(FineGrainedParts::new, true, Set.of(), true);

    static Scenario ofSeed(long seed) {
        return seed % 2 == 0 ? PRODUCTION : FINE_GRAINED;
    }

    static Scenario with(PlantedMistake mistake) {
        return new Scenario(mistake::parts, true, mistake.faults(), false);
    }

    /** The right code, with the same faults. */
    static Scenario without(PlantedMistake mistake) {
        return new Scenario(FineGrainedParts::new, true, mistake.faults(), true);
    }
}
