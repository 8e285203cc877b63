package io.anchorify.auth.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.testing.Effort;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The promise holds in every run, and every planted mistake is found. Replay a seed with {@code -Danchorify.seed=4711}, and
 * with {@code -Danchorify.mistake=NO_FENCE} if it has a mistake.
 */
class SimulationTest {

    private static final long SEEDS = Long.getLong("anchorify.seeds", Effort.pick(1_500, 10_000, 100_000));
    /** The only seed to run, with its trace. */
    private static final @Nullable Long SEED = Long.getLong("anchorify.seed");

    private static final @Nullable String MISTAKE = System.getProperty("anchorify.mistake");

    /** How many seeds are tried with each mistake. Setting this searches for the first seed instead of using the known one. */
    private static final int TRIES = Integer.getInteger("anchorify.tries", 200_000);

    private static final boolean RECOUNT = System.getProperty("anchorify.tries") != null;
    private static final int PARALLEL = 2;
    private static final int REPEATED = 30;
    private static final int REPORTED_VIOLATIONS = 3;

    /** In a field, because a logger that is not referenced loses its level. */
    private static final Logger LOGGER = Logger.getLogger("io.anchorify.auth");

    @BeforeAll
    static void silenceExpectedWarnings() {
        LOGGER.setLevel(Level.OFF);
    }

    @AfterAll
    static void restoreLogging() {
        LOGGER.setLevel(null);
    }

    @Test
    void promise_inEveryRun_isKept() {
        if (SEED != null) {
            replay(SEED);
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
        try {
            RunSummary summary = IntStream.range(0, PARALLEL)
                    .mapToObj(first -> CompletableFuture.supplyAsync(() -> runEveryOther(first), threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .reduce(RunSummary.EMPTY, RunSummary::plus);

            System.out.println(summary);
            assertThat(summary.violations()).isEmpty();
            assertThat(summary.accepted()).as("requests accepted").isPositive();
            assertThat(summary.rejected()).as("requests rejected").isPositive();
            assertThat(summary.returned()).as("revocations that returned").isPositive();
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void mistake_inTheProtocol_isFound(PlantedMistake mistake) {
        try (DeterministicScheduler scheduler = new DeterministicScheduler()) {
            LongStream known = RECOUNT ? LongStream.empty() : LongStream.of(mistake.seed());
            RunResult found = LongStream.concat(known, LongStream.range(0, TRIES))
                    .mapToObj(seed -> run(scheduler, seed, Scenario.with(mistake)))
                    .filter(result -> result.violation() != null)
                    .findFirst()
                    .orElse(null);

            assertThat(found).as("a violation within %s seeds", TRIES).isNotNull();
            System.out.println(
                    mistake.name() + " (" + mistake + "): found with seed " + found.seed() + ": " + found.violation());
            assertThat(found.failure()).isNull();
            assertThat(run(scheduler, found.seed(), Scenario.without(mistake)).violation())
                    .as("the violation without the mistake")
                    .isNull();
        }
    }

    @Test
    void run_ofTheSameSeed_isTheSame() {
        for (long seed = 0; seed < REPEATED; seed++) {
            Scenario scenario = Scenario.ofSeed(seed);
            assertThat(trace(seed, scenario).trace())
                    .isNotEmpty()
                    .isEqualTo(trace(seed, scenario).trace());
        }
    }

    private static void replay(long seed) {
        Scenario scenario = MISTAKE == null ? Scenario.ofSeed(seed) : Scenario.with(PlantedMistake.valueOf(MISTAKE));
        RunResult result = trace(seed, scenario);
        System.out.println(result);
        assertThat(result.violation()).isNull();
    }

    private static RunSummary runEveryOther(int first) {
        RunSummary summary = RunSummary.EMPTY;
        try (DeterministicScheduler scheduler = new DeterministicScheduler()) {
            for (long seed = first;
                    seed < SEEDS && summary.violations().size() < REPORTED_VIOLATIONS;
                    seed += PARALLEL) {
                RunResult result = run(scheduler, seed, Scenario.ofSeed(seed));
                boolean kept = result.violation() == null;
                summary = summary.plus(RunSummary.of(kept ? result : trace(seed, Scenario.ofSeed(seed))));
            }
        }
        return summary;
    }

    private static RunResult run(DeterministicScheduler scheduler, long seed, Scenario scenario) {
        return new Simulation(scheduler, seed, scenario, false).run();
    }

    private static RunResult trace(long seed, Scenario scenario) {
        try (DeterministicScheduler scheduler = new DeterministicScheduler()) {
            return new Simulation(scheduler, seed, scenario, true).run();
        }
    }
}
