package io.anchorify.auth.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.testing.Effort;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;

/** Races requests with revocations, thousands of times per scenario. See docs/design/stress.md. */
@Timeout(120)
class RevocationStressIT {

    private static final Duration TIME = Duration.ofMillis(Effort.pick(200, 400, 1500));
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(60);

    @ParameterizedTest
    @MethodSource
    void race_runRepeatedly_hasNoForbiddenOutcome(Race race) throws Exception {
        TestResult result = race.run(TIME);

        assertRan(result);
        assertThat(result.grading().isPassed).as(Race.table(result)).isTrue();
    }

    /** Proves that the scenarios can fail. */
    @ParameterizedTest
    @MethodSource
    void mistake_runRepeatedly_shows(Race race) throws Exception {
        long begin = System.nanoTime();
        TestResult result;
        do {
            result = race.run(TIME);
        } while (isSearching(result) && System.nanoTime() - begin < LONGEST_SEARCH.toNanos());

        assertRan(result);
        assertThat(result.grading().hasInteresting).as(Race.table(result)).isTrue();
    }

    static Stream<Race> race_runRepeatedly_hasNoForbiddenOutcome() {
        return Race.sound();
    }

    static Stream<Race> mistake_runRepeatedly_shows() {
        return Race.broken();
    }

    private static boolean isSearching(TestResult result) {
        return result.status() == Status.NORMAL && !result.grading().hasInteresting;
    }

    private static void assertRan(TestResult result) {
        String table = Race.table(result);
        System.out.println(table);
        assertThat(result.status()).as(table).isEqualTo(Status.NORMAL);
        assertThat(result.getTotalCount()).as(table).isPositive();
    }
}
