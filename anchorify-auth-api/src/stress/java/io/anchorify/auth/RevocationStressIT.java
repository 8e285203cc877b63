package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.testing.Effort;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;

/** Requests that race with revocations, many thousand times each. See docs/revocation-stress.md. */
@Timeout(120)
class RevocationStressIT {

    private static final Duration TIME = Duration.ofMillis(Effort.pick(200, 400, 1500));
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(60);

    @ParameterizedTest
    @MethodSource
    void race_runManyTimes_hasNoForbiddenOutcome(Race race) throws Exception {
        TestResult result = race.run(TIME);

        assertRan(result);
        assertThat(result.grading().isPassed).as(Race.table(result)).isTrue();
    }

    /** Otherwise the tests above would prove little. */
    @ParameterizedTest
    @MethodSource
    void mistake_runUntilItShows_shows(Race race) throws Exception {
        long begin = System.nanoTime();
        TestResult result;
        do {
            result = race.run(TIME);
        } while (isSearching(result) && System.nanoTime() - begin < LONGEST_SEARCH.toNanos());

        assertRan(result);
        assertThat(result.grading().hasInteresting).as(Race.table(result)).isTrue();
    }

    static Stream<Race> race_runManyTimes_hasNoForbiddenOutcome() {
        return Race.sound();
    }

    static Stream<Race> mistake_runUntilItShows_shows() {
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
