package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.TokenEvent.RefusedUse;
import io.anchorify.auth.testing.ProbedStore;
import io.anchorify.auth.testing.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service records about accepted uses and about refused uses of ended tokens. */
@Timeout(30)
class RecordedUsesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestTime time = new TestTime();
    private final AtomicReference<Duration> clockError = new AtomicReference<>(Duration.ZERO);
    private final ProbedStore store = new ProbedStore();
    private final List<RefusedUse> refused = new CopyOnWriteArrayList<>();
    private final TokenService tokens = node(false);
    private final IssuedToken laptop = tokens.issue("ada", "laptop");

    @AfterEach
    void close() {
        tokens.close();
    }

    @Test
    void revokedToken_presented_isRecordedAndReported() {
        tokens.revoke("ada", laptop.id());
        time.advance(MINUTE);
        Instant presented = time.instant();
        assertThat(present()).isEqualTo(new Rejected(RejectionReason.REVOKED, "ada", laptop.id()));
        time.advance(SECOND);

        assertThat(laptop().lastRefusedAt()).isEqualTo(presented);
        assertThat(laptop().lastUsedAt()).isNull();
        assertThat(reported())
                .containsExactly(new RefusedUse("ada", laptop.id(), RejectionReason.REVOKED, presented, null));
    }

    @Test
    void revokedToken_presentedInAFlood_isWrittenOnceAMinute() {
        tokens.revoke("ada", laptop.id());
        for (int i = 0; i < 30_000; i++) {
            present();
            time.advance(Duration.ofMillis(10));
        }
        time.advance(SECOND);

        assertThat(store.refusalWrites.get()).isEqualTo(5);
        assertThat(reported()).hasSize(5);
        assertThat(tokens.stats().refusedUses()).isEqualTo(new UsageStats(0, 5, 0, 0));
    }

    @Test
    void revokedToken_presentedToTwoNodes_isReportedByOne() {
        tokens.revoke("ada", laptop.id());
        try (TokenService other = node(false)) {
            for (int i = 0; i < 300; i++) {
                present();
                present(other);
                time.advance(SECOND);
            }
            time.advance(SECOND);
            other.close();
        }
        assertThat(reported()).hasSize(5);
        assertThat(refused.stream().map(RefusedUse::at)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void cachedToken_presentedAfterItsExpiry_isRecordedImmediately() {
        IssuedToken brief = tokens.issue(TokenRequest.of("ada").expiresIn(Duration.ofSeconds(30)));
        authenticate(brief);
        time.advance(Duration.ofSeconds(30));
        Instant presented = time.instant();
        assertThat(authenticate(brief)).isEqualTo(new Rejected(RejectionReason.EXPIRED, "ada", brief.id()));
        for (int i = 0; i < 59; i++) {
            time.advance(SECOND);
            authenticate(brief);
        }
        time.advance(SECOND);

        assertThat(tokens.find("ada", brief.id()).orElseThrow().lastRefusedAt()).isEqualTo(presented);
        assertThat(reported()).extracting(RefusedUse::reason).containsExactly(RejectionReason.EXPIRED);
    }

    @Test
    void supersededToken_presentedAfterItsGrace_isReported() {
        tokens.rotate("ada", laptop.id(), MINUTE);
        present();
        time.advance(MINUTE);
        assertThat(present()).isEqualTo(new Rejected(RejectionReason.SUPERSEDED, "ada", laptop.id()));
        time.advance(SECOND);

        assertThat(reported()).extracting(RefusedUse::reason).containsExactly(RejectionReason.SUPERSEDED);
    }

    @Test
    void unknownToken_recordsNothing() {
        IssuedToken unknown;
        try (TokenService elsewhere = TokenService.builder(new ProbedStore()).build()) {
            unknown = elsewhere.issue("ada", "elsewhere");
        }
        assertThat(authenticate(unknown)).isEqualTo(new Rejected(RejectionReason.UNKNOWN));
        time.advance(SECOND);

        assertThat(store.refusalWrites).hasValue(0);
        assertThat(reported()).isEmpty();
    }

    @Test
    void refusal_thatIsPendingWhenTheServiceCloses_isWrittenAndReported() {
        tokens.revoke("ada", laptop.id());
        present();

        assertThat(reported()).hasSize(1);
        assertThat(laptop().lastRefusedAt()).isEqualTo(time.instant());
    }

    @Test
    void addresses_unlessTheHostOptsIn_areNeitherReadNorStored() {
        AtomicInteger reads = new AtomicInteger();
        tokens.authenticate(laptop.secret().reveal(), () -> "192.0.2." + reads.incrementAndGet());
        time.advance(SECOND);
        tokens.revoke("ada", laptop.id());
        tokens.authenticate(laptop.secret().reveal(), () -> "192.0.2." + reads.incrementAndGet());
        time.advance(SECOND);

        assertThat(reads).hasValue(0);
        assertThat(laptop().lastUsedAt()).isNotNull();
        assertThat(laptop().lastUsedFrom()).isNull();
        assertThat(laptop().lastRefusedAt()).isNotNull();
        assertThat(laptop().lastRefusedFrom()).isNull();
    }

    @Test
    void addresses_ifTheHostOptsIn_areStoredWithTheTimes() {
        try (TokenService recording = node(true)) {
            AtomicInteger reads = new AtomicInteger();
            for (int i = 0; i < 100; i++) {
                recording.authenticate(laptop.secret().reveal(), () -> "2001:db8::" + reads.incrementAndGet());
            }
            time.advance(SECOND);
            assertThat(laptop().lastUsedFrom()).isEqualTo("2001:db8::1");
            assertThat(reads).hasValue(1);

            recording.revoke("ada", laptop.id());
            recording.authenticate(laptop.secret().reveal(), () -> "192.0.2.7");
            time.advance(SECOND);
            assertThat(laptop().lastRefusedFrom()).isEqualTo("192.0.2.7");
            assertThat(laptop().lastUsedFrom()).isEqualTo("2001:db8::1");
            Awaitility.await().until(() -> refused.size() == 1);
            assertThat(refused.get(0).remoteAddress()).isEqualTo("192.0.2.7");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "192.0.2.1, 10.0.0.1", "x'; DROP TABLE tokens", "\u0661.\u0662.3.4", "192.0.2.1\n"})
    void address_thatIsNone_isNotStored(String reported) {
        assertNotStored(reported);
        assertNotStored("1".repeat(65));
    }

    private void assertNotStored(String reported) {
        Instant used = time.instant();
        try (TokenService recording = node(true)) {
            recording.authenticate(laptop.secret().reveal(), () -> reported);
            time.advance(MINUTE.plus(SECOND));
        }
        assertThat(laptop().lastUsedAt()).isEqualTo(used);
        assertThat(laptop().lastUsedFrom()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P3650D", "P2911000D", "PT6M"})
    void lastUse_writtenByAClockThatWasAhead_isRepairedByTheNextUse(Duration error) {
        clockError.set(error);
        present();
        time.advance(SECOND);
        assertThat(laptop().lastUsedAt()).isEqualTo(TestTime.START.plus(error));

        clockError.set(Duration.ZERO);
        try (TokenService restarted = node(false)) {
            Instant used = time.instant();
            present(restarted);
            time.advance(SECOND);
            assertThat(laptop().lastUsedAt()).isEqualTo(used);
        }
    }

    @Test
    void lastUse_whileTheClockStepsBackAndForward_followsTheClock() {
        for (Duration error :
                List.of(Duration.ZERO, Duration.ofDays(3650), Duration.ZERO, Duration.ofDays(-3650), Duration.ZERO)) {
            clockError.set(error);
            time.advance(MINUTE);
            Instant used = time.instant().plus(error);
            present();
            time.advance(SECOND);
            assertThat(laptop().lastUsedAt()).isEqualTo(used);
        }
    }

    @Test
    void refusal_writtenByAClockThatWasAhead_isRepairedByTheNextOne() {
        tokens.revoke("ada", laptop.id());
        clockError.set(Duration.ofDays(3650));
        present();
        time.advance(MINUTE);
        clockError.set(Duration.ZERO);
        present();
        Instant presented = time.instant();
        time.advance(SECOND);

        assertThat(laptop().lastRefusedAt()).isEqualTo(presented);
        assertThat(reported()).hasSize(2);
    }

    private TokenService node(boolean recordRemoteAddress) {
        return TokenServices.build(
                TokenService.builder(store)
                        .recordRemoteAddress(recordRemoteAddress)
                        .listener(this::receive),
                () -> time.instant().plus(clockError.get()),
                time);
    }

    private void receive(TokenEvent event) {
        if (event instanceof RefusedUse use) {
            refused.add(use);
        }
    }

    /** Closes the service, which delivers what is waiting. */
    private List<RefusedUse> reported() {
        tokens.close();
        return refused;
    }

    private Authentication present() {
        return present(tokens);
    }

    private Authentication present(TokenService service) {
        Authentication answer = service.authenticate(laptop.secret().reveal());
        assertThat(answer).isInstanceOfAny(Authenticated.class, Rejected.class);
        return answer;
    }

    private Authentication authenticate(IssuedToken token) {
        return tokens.authenticate(token.secret().reveal());
    }

    private Token laptop() {
        return store.find("ada", laptop.id()).orElseThrow().token();
    }
}
