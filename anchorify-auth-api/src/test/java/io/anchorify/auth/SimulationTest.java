package io.anchorify.auth;

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
 * The real code under schedules that are drawn from a seed. The same seed is the same run, so one that fails can be looked
 * at: {@code -Danchorify.seed=4711}, and {@code -Danchorify.mistake=NO_FENCE} for one with a mistake.
 */
class SimulationTest {

    private static final long SEEDS = Long.getLong("anchorify.seeds", Effort.pick(2_000, 10_000, 100_000));
    /** The only one to be run, with its trace. */
    private static final @Nullable Long SEED = Long.getLong("anchorify.seed");

    private static final @Nullable String MISTAKE = System.getProperty("anchorify.mistake");

    /** How many seeds are tried with each mistake; unless set, one that found it before is tried first. */
    private static final int TRIES = Integer.getInteger("anchorify.tries", 200_000);

    private static final boolean RECOUNT = System.getProperty("anchorify.tries") != null;
    private static final int LANES = 2;
    private static final int SOME = 30;
    /** So many violations are told. */
    private static final int ENOUGH = 3;

    /** Held, for the level goes with the logger. */
    private static final Logger LOGGER = Logger.getLogger("io.anchorify.auth");

    @BeforeAll
    static void beQuietAboutTrouble() {
        LOGGER.setLevel(Level.OFF);
    }

    @AfterAll
    static void sayAgainWhatIsWrong() {
        LOGGER.setLevel(null);
    }

    @Test
    void promise_inEveryRun_isKept() {
        if (SEED != null) {
            SimKind kind = MISTAKE == null ? SimKind.ofSeed(SEED) : SimKind.mistaken(SimMistake.valueOf(MISTAKE));
            SimResult result = trace(SEED, kind);
            System.out.println(result);
            assertThat(result.violation()).isNull();
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(LANES);
        try {
            SimTotal total = IntStream.range(0, LANES)
                    .mapToObj(lane -> CompletableFuture.supplyAsync(() -> runLane(lane), threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .reduce(SimTotal.NOTHING, SimTotal::plus);

            System.out.println(total);
            assertThat(total.violations()).isEmpty();
            assertThat(total.accepted()).as("requests accepted").isPositive();
            assertThat(total.refused()).as("requests refused").isPositive();
            assertThat(total.returned()).as("revocations that returned").isPositive();
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void mistake_inTheProtocol_isFound(SimMistake mistake) {
        try (SimScheduler scheduler = new SimScheduler()) {
            LongStream first = RECOUNT ? LongStream.empty() : LongStream.of(mistake.seed());
            SimResult found = LongStream.concat(first, LongStream.range(0, TRIES))
                    .mapToObj(seed -> run(scheduler, seed, SimKind.mistaken(mistake)))
                    .filter(result -> result.violation() != null)
                    .findFirst()
                    .orElse(null);

            assertThat(found).as("a violation within %s seeds", TRIES).isNotNull();
            System.out.println(mistake.name() + " (" + mistake + ") is found with seed " + found.seed() + ": "
                    + found.violation());
            assertThat(found.failure()).isNull();
            assertThat(run(scheduler, found.seed(), SimKind.without(mistake)).violation())
                    .as("what is wrong without the mistake")
                    .isNull();
        }
    }

    @Test
    void run_ofTheSameSeed_isTheSame() {
        for (long seed = 0; seed < SOME; seed++) {
            SimKind kind = SimKind.ofSeed(seed);
            assertThat(trace(seed, kind).trace())
                    .isNotEmpty()
                    .isEqualTo(trace(seed, kind).trace());
        }
    }

    /** So what is found with parts that were replaced is found in the engine that everybody gets. */
    @Test
    void service_putTogetherByHand_isThatOfTheBuilder() {
        for (long seed = 0; seed < SOME; seed++) {
            assertThat(trace(seed, SimKind.BY_HAND).trace())
                    .isEqualTo(trace(seed, SimKind.PRODUCTION).trace());
        }
    }

    private static SimTotal runLane(int lane) {
        SimTotal total = SimTotal.NOTHING;
        try (SimScheduler scheduler = new SimScheduler()) {
            for (long seed = lane; seed < SEEDS && total.violations().size() < ENOUGH; seed += LANES) {
                SimResult result = run(scheduler, seed, SimKind.ofSeed(seed));
                boolean good = result.violation() == null;
                total = total.plus(SimTotal.of(good ? result : trace(seed, SimKind.ofSeed(seed))));
            }
        }
        return total;
    }

    private static SimResult run(SimScheduler scheduler, long seed, SimKind kind) {
        return new SimWorld(scheduler, seed, kind, false).run();
    }

    private static SimResult trace(long seed, SimKind kind) {
        try (SimScheduler scheduler = new SimScheduler()) {
            return new SimWorld(scheduler, seed, kind, true).run();
        }
    }
}
