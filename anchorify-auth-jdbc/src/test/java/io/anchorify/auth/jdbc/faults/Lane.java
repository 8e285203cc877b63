package io.anchorify.auth.jdbc.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * One cluster and the scenes that are played with it, one after the other.
 *
 * @param engine its database
 * @param nodes how many nodes it has
 * @param scenes the faults of each scene
 * @param revocations how many tokens are revoked in a scene
 */
record Lane(Engine engine, int nodes, List<List<Fault>> scenes, int revocations) {

    /** Plays all scenes; a scene that cannot be played to its end ends the lane. */
    Callable<Boolean> playing(Report report, Path directory, long seed) {
        return () -> {
            Files.createDirectories(directory);
            Random random = new Random(seed);
            try (Cluster cluster = Cluster.start(engine, nodes, directory)) {
                for (List<Fault> faults : scenes) {
                    play(cluster, faults, random, report);
                }
                cluster.complaints().forEach(report::addProblem);
            }
            return true;
        };
    }

    /** The same with the scenes alone whose name contains something. */
    Lane only(String part) {
        return new Lane(
                engine,
                nodes,
                scenes.stream()
                        .filter(faults -> (Fault.names(faults) + " " + engine.title() + " " + nodes).contains(part))
                        .toList(),
                revocations);
    }

    private void play(Cluster cluster, List<Fault> faults, Random random, Report report) throws Exception {
        try {
            report.add(Scene.play(cluster, faults, revocations, random));
        } catch (Throwable e) {
            cluster.complaints().forEach(report::addProblem);
            // Whatever ended it, a broken promise is the first thing to know.
            Checker.check(cluster.trials(), cluster.histories())
                    .violations()
                    .forEach(violation -> report.addProblem(violation.toString()));
            throw new IllegalStateException(
                    Fault.names(faults) + " on " + engine.title() + " with " + nodes + " nodes", e);
        }
    }
}
