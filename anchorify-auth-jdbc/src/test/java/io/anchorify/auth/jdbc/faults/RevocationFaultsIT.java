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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * That a revocation holds on every node when it has returned, whatever happens to nodes, lines, clocks and the database.
 * {@code -Danchorify.faults=short|sample|ci|long|pairs} says how much is tried, {@code -Danchorify.faults.seed} repeats a run as far
 * as it was up to chance, and {@code -Danchorify.faults.only} plays only the scenes whose name contains that.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class RevocationFaultsIT {

    private static final Form FORM =
            Form.parse(System.getProperty("anchorify.faults", Effort.pick("short", "sample", "ci")));
    private static final long SEED = Long.getLong("anchorify.faults.seed", System.nanoTime() % 1_000_000);
    private static final String ONLY = System.getProperty("anchorify.faults.only", "");
    private static final Semaphore NODES = new Semaphore(FORM.nodesAtOnce(), true);

    /** After its commit, 1.25 L + 50 ms and 250 ms; a node that does not get to run cannot keep that, and need not. */
    private static final Duration LONGEST_AFTER_COMMIT =
            Duration.ofMillis(3_800).plusMillis(250);

    /** What the nodes said stays there, for whoever has to find out why something went wrong. */
    private static final Path DIRECTORY = Path.of("target", "revocation-faults");

    @Test
    void revocations_hold_whateverHappens() throws Exception {
        Report report = new Report(FORM.name().toLowerCase(Locale.ROOT), SEED);
        if (Files.exists(DIRECTORY)) {
            Directories.delete(DIRECTORY);
        }
        System.out.println("Faults: the form " + FORM + ", seed " + SEED);
        List<Lane> lanes = FORM.lanes(new Random(SEED)).stream()
                .map(lane -> lane.only(ONLY))
                .filter(lane -> !lane.scenes().isEmpty())
                .toList();
        List<String> aborted = play(lanes, report);
        report.write(Path.of("target", "revocation-faults.md"));

        assertThat(report.violations()).isEmpty();
        assertThat(report.problems()).isEmpty();
        assertThat(aborted).isEmpty();
        if (ONLY.isEmpty()) {
            assertThat(report.checks()).isGreaterThanOrEqualTo(FORM.checks());
            assertThat(report.revocations()).isGreaterThanOrEqualTo(FORM.revocations());
        }
        assertThat(report.scenes()).allSatisfy(scene -> {
            assertThat(scene.revoked()).as(scene.name()).isGreaterThanOrEqualTo(30);
            assertThat(scene.slowerThan(LONGEST_AFTER_COMMIT)).as(scene.name()).isEmpty();
        });
    }

    private static boolean release(Lane lane, Callable<Boolean> playing) throws Exception {
        try {
            return playing.call();
        } finally {
            NODES.release(lane.nodes());
        }
    }

    private List<String> play(List<Lane> lanes, Report report) throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Boolean>> played = new ArrayList<>();
            for (int i = 0; i < lanes.size(); i++) {
                Lane lane = lanes.get(i);
                Callable<Boolean> playing = lane.playing(report, DIRECTORY.resolve("lane" + i), SEED + i);
                NODES.acquire(lane.nodes());
                played.add(threads.submit(() -> release(lane, playing)));
            }
            List<String> aborted = new ArrayList<>();
            for (Future<Boolean> one : played) {
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
