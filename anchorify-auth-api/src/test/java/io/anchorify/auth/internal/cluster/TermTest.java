package io.anchorify.auth.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.testing.TestTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Until when a node may answer from its cache. */
class TermTest {

    private final TestTime time = new TestTime();
    private final Term term = new Term(time::nanoTime);

    @Test
    void term_thatHasNotBegun_isNotValid() {
        assertThat(term.isValidNow()).isFalse();
    }

    @Test
    void term_isValidUntilItsEnd_alsoWhereTheClockWraps() {
        term.begin(time.nanoTime() + Duration.ofSeconds(10).toNanos());

        time.advance(Duration.ofSeconds(10).minusNanos(1));
        assertThat(term.isValidNow()).isTrue();
        time.advance(Duration.ofNanos(1));
        assertThat(term.isValidNow()).isFalse();
    }

    @Test
    void term_thatIsEnded_isNotValidForRequestsFromThenOn() {
        term.begin(time.nanoTime() + 1000);

        term.end();

        assertThat(term.isValidNow()).isFalse();
        term.begin(time.nanoTime() + 1000);
        assertThat(term.isValidNow()).isTrue();
    }

    /** A request reads the clock, and looks at the term a moment later. */
    @Test
    void term_thatIsOver_isNotMadeLongerByBeingEnded() {
        term.begin(time.nanoTime() + 1000);
        time.advance(Duration.ofNanos(2000));
        long request = time.nanoTime();
        time.advance(Duration.ofNanos(1000));

        term.end();
        assertThat(term.isValidAt(request)).isFalse();
        term.close();
        assertThat(term.isValidAt(request)).isFalse();
    }

    /** The loop may be in the middle of a round when its node leaves. */
    @Test
    void term_thatIsClosed_beginsNoMore() {
        term.begin(time.nanoTime() + 1000);
        term.close();

        term.begin(time.nanoTime() + 1000);

        assertThat(term.isValidNow()).isFalse();
    }

    @Test
    void unlimitedTerm_isStillValidAfterAHundredYears() {
        Term unlimited = Term.unlimited(time::nanoTime);

        time.advance(Duration.ofDays(36_500));

        assertThat(unlimited.isValidNow()).isTrue();
    }
}
