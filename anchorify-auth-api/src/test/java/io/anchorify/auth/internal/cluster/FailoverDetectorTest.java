package io.anchorify.auth.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.spi.FeedServer;
import org.junit.jupiter.api.Test;

/** When a list of nodes says all that matters. */
class FailoverDetectorTest {

    private static final long LONGEST_TERM = Timing.DEFAULT.longestTerm().toNanos();
    /** The monotonic clock wraps during the tests. */
    private static final long START = Long.MAX_VALUE - LONGEST_TERM / 2;

    private static final FeedServer SETTLED = new FeedServer("one", true);
    private static final FeedServer UNSETTLED = new FeedServer("two", false);

    private final FailoverDetector failovers = new FailoverDetector(Timing.DEFAULT);

    @Test
    void settledServer_isReliedOnAtOnce() {
        assertThat(isReliableAt(SETTLED, START)).isTrue();
        assertThat(failovers.waitedOut()).isEmpty();
    }

    @Test
    void unsettledServer_isReliedOnAfterTheLongestTerm_andThenToBeSettled() {
        assertThat(isReliableAt(UNSETTLED, START)).isFalse();
        assertThat(isReliableAt(UNSETTLED, START + LONGEST_TERM - 1)).isFalse();
        assertThat(failovers.waitedOut()).isEmpty();

        assertThat(isReliableAt(UNSETTLED, START + LONGEST_TERM)).isTrue();
        assertThat(failovers.waitedOut()).contains("two");

        assertThat(isReliableAt(new FeedServer("two", true), START + LONGEST_TERM + 1))
                .isTrue();
        assertThat(failovers.waitedOut()).isEmpty();
    }

    @Test
    void answerThatWasAskedForTooEarly_isNotReliedOn_howeverLateItComes() {
        isReliableAt(UNSETTLED, START);

        assertThat(failovers.observe(UNSETTLED, START + 1, START + 2 * LONGEST_TERM))
                .isFalse();
    }

    @Test
    void term_countsFromTheFirstAnswerAndNotFromTheQuestion() {
        failovers.observe(UNSETTLED, START, START + 5);

        assertThat(isReliableAt(UNSETTLED, START + LONGEST_TERM)).isFalse();
        assertThat(isReliableAt(UNSETTLED, START + LONGEST_TERM + 5)).isTrue();
    }

    @Test
    void serverThatTakesOver_isDoubtedAnew() {
        isReliableAt(UNSETTLED, START);
        isReliableAt(UNSETTLED, START + LONGEST_TERM);

        FeedServer third = new FeedServer("three", false);
        assertThat(isReliableAt(third, START + LONGEST_TERM + 1)).isFalse();
        assertThat(isReliableAt(third, START + 2 * LONGEST_TERM)).isFalse();
        assertThat(isReliableAt(third, START + 2 * LONGEST_TERM + 1)).isTrue();
        assertThat(failovers.waitedOut()).contains("three");
    }

    @Test
    void serverThatSomebodyElseHasSettled_isReliedOnAtOnce() {
        isReliableAt(SETTLED, START);

        assertThat(isReliableAt(new FeedServer("two", true), START + 1)).isTrue();
    }

    @Test
    void doubt_ofASettledServer_lastsForTheLongestTerm() {
        isReliableAt(SETTLED, START);
        failovers.suspect(START + 1);

        assertThat(isReliableAt(SETTLED, START + LONGEST_TERM)).isFalse();
        assertThat(isReliableAt(SETTLED, START + LONGEST_TERM + 1)).isTrue();
        assertThat(failovers.waitedOut()).isEmpty();
    }

    @Test
    void doubt_thatIsRepeated_beginsAnew() {
        failovers.suspect(START);
        failovers.suspect(START + 10);

        assertThat(isReliableAt(SETTLED, START + LONGEST_TERM)).isFalse();
        assertThat(isReliableAt(SETTLED, START + LONGEST_TERM + 10)).isTrue();
    }

    /** As after a restore into the same server, whose head names another one. */
    @Test
    void serverThatIsNotSettledAnyMore_isDoubted() {
        isReliableAt(SETTLED, START);

        FeedServer restored = new FeedServer("one", false);
        assertThat(isReliableAt(restored, START + 1)).isFalse();
        assertThat(isReliableAt(restored, START + 1 + LONGEST_TERM)).isTrue();
    }

    private boolean isReliableAt(FeedServer server, long time) {
        return failovers.observe(server, time, time);
    }
}
