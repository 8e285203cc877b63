package io.anchorify.auth.jdbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.jdbc.testing.Directories;
import io.anchorify.auth.testing.Effort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A revocation is effective on every node when it returns, despite faults of nodes, network, clocks and database.
 * {@code -Danchorify.faults=short|sample|ci|long|pairs} chooses the plan, {@code -Danchorify.faults.seed} repeats its random choices,
 * and {@code -Danchorify.faults.only} runs only the scenarios whose name contains a text.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class RevocationFaultsIT {

    private static final FaultPlan PLAN =
            FaultPlan.parse(System.getProperty("anchorify.faults", Effort.pick("short", "sample", "ci")));
    private static final long SEED = Long.getLong("anchorify.faults.seed", System.nanoTime() % 1_000_000);
    private static final String ONLY = System.getProperty("anchorify.faults.only", "");
    private static final Semaphore NODES = new Semaphore(PLAN.nodesAtOnce(), true);

    /** 1.25 terms and 50 ms, and 250 ms of tolerance. Time in which the process could not run does not count. */
    private static final Duration LONGEST_AFTER_COMMIT =
            Duration.ofMillis(3_800).plusMillis(250);

    /** The logs of the nodes, which are kept after the test. */
    private static final Path DIRECTORY = Path.of("target", "revocation-faults");

    @Test
    void revocations_duringFaults_areEffectiveOnEveryNode() throws Exception {
        FaultReport report = new FaultReport(PLAN.name().toLowerCase(Locale.ROOT), SEED);
        if (Files.exists(DIRECTORY)) {
            Directories.delete(DIRECTORY);
        }
        System.out.println("Fault plan " + PLAN + ", seed " + SEED);
        List<ScenarioSequence> sequences = PLAN.sequences(new Random(SEED)).stream()
                .map(sequence -> sequence.only(ONLY))
                .filter(sequence -> !sequence.scenarios().isEmpty())
                .toList();
        List<String> aborted = run(sequences, report);
        report.write(Path.of("target", "revocation-faults.md"));

        assertThat(report.violations()).isEmpty();
        assertThat(report.problems()).isEmpty();
        assertThat(aborted).isEmpty();
        if (ONLY.isEmpty()) {
            assertThat(report.checks()).isGreaterThanOrEqualTo(PLAN.checks());
            assertThat(report.revocations()).isGreaterThanOrEqualTo(PLAN.revocations());
        }
        assertThat(report.scenarios()).allSatisfy(scenario -> {
            assertThat(scenario.revoked()).as(scenario.name()).isGreaterThanOrEqualTo(30);
            assertThat(scenario.slowerThan(LONGEST_AFTER_COMMIT))
                    .as(scenario.name())
                    .isEmpty();
        });
    }

    private List<String> run(List<ScenarioSequence> sequences, FaultReport report) throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Boolean>> running = new ArrayList<>();
            for (int i = 0; i < sequences.size(); i++) {
                ScenarioSequence sequence = sequences.get(i);
                int number = i;
                NODES.acquire(sequence.nodes());
                running.add(threads.submit(() -> {
                    try {
                        sequence.run(report, DIRECTORY.resolve("sequence" + number), SEED + number);
                    } finally {
                        NODES.release(sequence.nodes());
                    }
                    return true;
                }));
            }
            List<String> aborted = new ArrayList<>();
            for (Future<Boolean> one : running) {
                try {
                    one.get();
                } catch (ExecutionException e) {
                    e.printStackTrace();
                    aborted.add(e.getCause() + ": " + e.getCause().getCause());
                }
            }
            return aborted;
        } finally {
            threads.shutdownNow();
        }
    }
}
