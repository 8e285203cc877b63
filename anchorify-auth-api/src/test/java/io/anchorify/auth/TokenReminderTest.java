package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.testing.ProbedStore;
import io.anchorify.auth.testing.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenReminderTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private final TestTime time = new TestTime();
    private final TokenService tokens = TokenServices.build(TokenService.builder(new ProbedStore()), time);
    private final List<Token> reminded = new ArrayList<>();

    @AfterEach
    void close() {
        tokens.close();
    }

    @Test
    void token_isHandedOutOnceForEachTime() {
        Token token = expiringIn(Duration.ofDays(30).minusHours(1));
        List<String> days = new ArrayList<>();
        for (int day = 0; day < 30; day++) {
            for (Duration before : List.of(DAY, WEEK)) {
                if (tokens.claimExpiring(before, reminded::add) > 0) {
                    days.add(day + ":" + before);
                }
            }
            time.advance(DAY);
        }

        assertThat(days).containsExactly("23:PT168H", "29:PT24H");
        assertThat(reminded).containsExactly(token, token);
    }

    @Test
    void token_thatExpiresSoonAlready_isHandedOutForTheShortestTimeOnly() {
        expiringIn(Duration.ofHours(1));
        int handedOut = 0;
        for (Duration before : List.of(DAY, WEEK, WEEK.multipliedBy(4))) {
            handedOut += tokens.claimExpiring(before, reminded::add);
        }
        assertThat(handedOut).isEqualTo(1);
    }

    @Test
    void token_whoseConsumerThrew_isHandedOutAgainAfterTenMinutes() {
        Token first = expiringIn(Duration.ofHours(1));
        Token second = expiringIn(Duration.ofHours(2));
        IllegalStateException failure = new IllegalStateException("no mail server");
        assertThatThrownBy(() -> tokens.claimExpiring(DAY, token -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(tokens.claimExpiring(DAY, reminded::add)).isEqualTo(1);
        assertThat(reminded).containsExactly(second);
        time.advance(TokenReminder.LEASE.minusNanos(1));
        assertThat(tokens.claimExpiring(DAY, reminded::add)).isZero();
        time.advance(Duration.ofNanos(1000));
        assertThat(tokens.claimExpiring(DAY, reminded::add)).isEqualTo(1);
        assertThat(reminded).containsExactly(second, first);
    }

    @Test
    void tokens_beyondAPage_areHandedOutInTheOrderOfTheirExpiry() {
        for (int i = 0; i < 250; i++) {
            expiringIn(Duration.ofMinutes(1000 - i));
        }
        assertThat(tokens.claimExpiring(DAY, reminded::add)).isEqualTo(250);
        assertThat(reminded)
                .isSortedAccordingTo((one, other) -> one.expiresAt().compareTo(other.expiresAt()))
                .doesNotHaveDuplicates();
    }

    @Test
    void token_revokedWhileItsPageIsHandedOut_isSkipped() {
        expiringIn(Duration.ofHours(1));
        Token second = expiringIn(Duration.ofHours(2));

        assertThat(tokens.claimExpiring(DAY, token -> tokens.revoke("ada", second.id())))
                .isEqualTo(1);
    }

    @Test
    void token_erasedByItsConsumer_isNotCounted() {
        expiringIn(Duration.ofHours(1));

        assertThat(tokens.claimExpiring(DAY, token -> tokens.erase("ada"))).isZero();
    }

    @Test
    void time_outOfRange_isRefused() {
        for (Duration before : List.of(Duration.ZERO, DAY.negated(), Duration.ofMillis(999), Duration.ofDays(36_501))) {
            assertThatThrownBy(() -> tokens.claimExpiring(before, reminded::add))
                    .hasMessage("A reminder must come 1 second to 36500 days before the expiry");
        }
    }

    private Token expiringIn(Duration lifetime) {
        return tokens.issue(TokenRequest.of("ada").expiresIn(lifetime)).token();
    }
}
