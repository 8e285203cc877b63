package io.anchorify.auth.jdbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checker finds every violation, and reports no false ones. */
class HistoryCheckerTest {

    private static final int NUMBER = 7;

    @TempDir
    private Path directory;

    private History one;
    private History other;
    private TestToken token = TestToken.of(NUMBER, "ada", "id", "text");

    @BeforeEach
    void open() {
        one = History.open("one", directory.resolve("one"));
        other = History.open("other", directory.resolve("other"));
    }

    @Test
    void accept_thatBeganAfterTheRevocationReturned_isAViolation() {
        revoke(one, 1_000, 2_000);
        other.accepted(1, NUMBER, 2_001);

        assertThat(check().violations())
                .containsExactly(
                        new Violation(Violation.Kind.ACCEPTED_AFTER_REVOCATION, NUMBER, "other", Duration.ofNanos(1)));
    }

    @Test
    void accept_thatBeganLate_isAViolationWhateverElseTheNodeObserved() {
        revoke(one, 1_000, 2_000);
        other.accepted(0, NUMBER, 500);
        other.accepted(2, NUMBER, 2_500);
        other.refused(0, NUMBER, 2_600);
        other.accepted(0, NUMBER, 600);

        assertThat(check().violations()).hasSize(1);
    }

    @Test
    void accept_thatBeganBeforeTheRevocationReturned_isNoViolation() {
        revoke(one, 1_000, 2_000);
        other.accepted(0, NUMBER, 2_000);

        assertThat(check().violations()).isEmpty();
    }

    @Test
    void accept_afterTheFirstOfTwoRevocationsReturned_isAViolation() {
        revoke(one, 1_000, 2_000);
        revoke(other, 1_500, 9_000);
        one.accepted(0, NUMBER, 3_000);

        assertThat(check().violations()).hasSize(1);
    }

    @Test
    void accept_afterARevocationThatNeverReturned_isNoViolation() {
        one.revocationBegan(NUMBER, 1_000);
        other.accepted(0, NUMBER, 5_000);

        assertThat(check().violations()).isEmpty();
    }

    @Test
    void refusal_thatEndedBeforeAnyRevocationBegan_isAViolation() {
        revoke(one, 1_000, 2_000);
        other.refused(2, NUMBER, 999);
        other.refused(2, NUMBER, 3_000);

        assertThat(check().violations())
                .containsExactly(
                        new Violation(Violation.Kind.REFUSED_BEFORE_REVOCATION, NUMBER, "other", Duration.ofNanos(1)));
    }

    @Test
    void refusal_ofATokenThatNobodyRevoked_isAViolation() {
        one.refused(0, NUMBER, 1_000);

        assertThat(check().violations()).hasSize(1);
    }

    @Test
    void refusal_duringARevocation_isNoViolation() {
        one.revocationBegan(NUMBER, 1_000);
        other.refused(0, NUMBER, 1_000);

        assertThat(check().violations()).isEmpty();
    }

    @Test
    void accept_ofATokenWhoseRevocationTheDatabaseLost_isNoViolation() {
        revoke(one, 1_000, 2_000);
        other.accepted(0, NUMBER, 3_000);
        token.lose();

        assertThat(check().violations()).isEmpty();
    }

    @Test
    void accept_ofATokenThatWasRevokedAgain_isAViolation() {
        token = token.again(NUMBER);
        other.refused(0, NUMBER, 500);
        revoke(one, 1_000, 2_000);
        other.accepted(0, NUMBER, 3_000);

        assertThat(check().violations())
                .extracting(Violation::kind)
                .containsExactly(Violation.Kind.ACCEPTED_AFTER_REVOCATION);
    }

    @Test
    void history_openedAgain_containsWhatWasObserved() {
        one.accepted(0, NUMBER, 1_000);
        one.refused(1, NUMBER, 2_000);
        one.undecided(2, NUMBER);

        assertThat(History.open("one", directory.resolve("one")).seen(NUMBER))
                .isEqualTo(new Observations(1, 1_000, 1, 2_000, 1));
    }

    @Test
    void window_openedAgain_containsWhatWasAdded() {
        TokenWindow window = TokenWindow.open(directory.resolve("window"));
        window.add("jf_0123456789abcdefghijABCDEFGHIJ12");
        int second = window.add("jf_another");

        TokenWindow read = TokenWindow.open(directory.resolve("window"));
        assertThat(read.end()).isEqualTo(2);
        assertThat(read.text(0)).isEqualTo("jf_0123456789abcdefghijABCDEFGHIJ12");
        assertThat(read.text(second)).isEqualTo("jf_another");
    }

    private static void revoke(History by, long began, long returned) {
        by.revocationBegan(NUMBER, began);
        by.revocationReturned(NUMBER, returned);
    }

    private CheckResult check() {
        return HistoryChecker.check(List.of(token), List.of(one, other));
    }
}
