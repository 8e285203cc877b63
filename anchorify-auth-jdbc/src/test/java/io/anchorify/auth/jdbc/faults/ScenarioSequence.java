package io.anchorify.auth.jdbc.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * One cluster and the scenarios that run on it, one after the other.
 *
 * @param database its database
 * @param nodes how many nodes it has
 * @param scenarios the faults of each scenario
 * @param revocations how many tokens are revoked in a scenario
 */
record ScenarioSequence(DatabaseKind database, int nodes, List<List<Fault>> scenarios, int revocations) {

    /** Runs all scenarios. A scenario that cannot be completed ends the sequence. */
    void run(FaultReport report, Path directory, long seed) throws Exception {
        Files.createDirectories(directory);
        Random random = new Random(seed);
        try (Cluster cluster = Cluster.start(database, nodes, directory)) {
            for (List<Fault> faults : scenarios) {
                run(cluster, faults, random, report);
            }
            cluster.problems().forEach(report::addProblem);
        }
    }

    /** Keeps only the scenarios whose name contains a text. */
    ScenarioSequence only(String part) {
        return new ScenarioSequence(
                database,
                nodes,
                scenarios.stream()
                        .filter(faults -> (Fault.names(faults) + " " + database.title() + " " + nodes).contains(part))
                        .toList(),
                revocations);
    }

    private void run(Cluster cluster, List<Fault> faults, Random random, FaultReport report) throws Exception {
        try {
            report.add(FaultScenario.run(cluster, faults, revocations, random));
        } catch (Throwable e) {
            cluster.problems().forEach(report::addProblem);
            // Violations must be reported, whatever ended the scenario.
            HistoryChecker.check(cluster.tokens(), cluster.histories())
                    .violations()
                    .forEach(violation -> report.addProblem(violation.toString()));
            throw new IllegalStateException(
                    Fault.names(faults) + " on " + database.title() + " with " + nodes + " nodes", e);
        }
    }
}
