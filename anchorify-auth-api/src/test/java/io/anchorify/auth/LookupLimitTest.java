package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.spi.TokenStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LookupLimitTest {

    private static final String TOO_MANY = "Too many tokens are presented that are none";

    private final TestTime time = new TestTime();
    private final ProbedStore store = new ProbedStore();
    private final TokenService elsewhere =
            TokenService.builder(TokenStore.inMemory()).build();

    @Test
    void unknownTokens_beyondTheirNumberInASecond_areTurnedAwayAndNotLookedUp() {
        TokenService tokens = service(100);
        for (int i = 0; i < 101; i++) {
            assertThat(present(tokens, elsewhere.issue("eve", null))).isEqualTo(Rejected.UNKNOWN);
        }
        assertThatThrownBy(() -> present(tokens, elsewhere.issue("eve", null)))
                .isInstanceOf(AuthenticationUnavailableException.class)
                .hasMessage(TOO_MANY);
        assertThat(store.finds).hasValue(101);
        assertThat(tokens.stats().turnedAwayLookups()).isEqualTo(1);

        time.advance(Duration.ofMillis(10));
        assertThat(present(tokens, elsewhere.issue("eve", null))).isEqualTo(Rejected.UNKNOWN);
        assertThatThrownBy(() -> present(tokens, elsewhere.issue("eve", null))).hasMessage(TOO_MANY);

        time.advance(Duration.ofDays(1));
        for (int i = 0; i < 101; i++) {
            present(tokens, elsewhere.issue("eve", null));
        }
        assertThatThrownBy(() -> present(tokens, elsewhere.issue("eve", null))).hasMessage(TOO_MANY);
    }

    @Test
    void unknownToken_turnedAway_isNotTakenForOneThatIsNone() {
        TokenService tokens = service(1);
        for (int i = 0; i < 2; i++) {
            present(tokens, elsewhere.issue("eve", null));
        }
        IssuedToken good = tokens.issue("ada", "laptop");
        assertThatThrownBy(() -> present(tokens, good)).hasMessage(TOO_MANY);

        time.advance(Duration.ofSeconds(1));
        assertThat(present(tokens, good)).isInstanceOf(Authenticated.class);
    }

    @Test
    void tokens_revoked_countLikeUnknownOnes() {
        TokenService tokens = service(1);
        for (int i = 0; i < 2; i++) {
            IssuedToken revoked = tokens.issue("ada", null);
            tokens.revoke("ada", revoked.id());
            assertThat(present(tokens, revoked)).isEqualTo(Rejected.REVOKED);
        }
        assertThatThrownBy(() -> present(tokens, elsewhere.issue("eve", null))).hasMessage(TOO_MANY);
    }

    @Test
    void tokens_thatAreGoodOrWhoseLookupFails_doNotCount() {
        TokenService tokens = service(1);
        for (int i = 0; i < 1000; i++) {
            assertThat(present(tokens, tokens.issue("ada", null))).isInstanceOf(Authenticated.class);
        }
        store.beforeFind = () -> {
            throw new TokenStoreException("down", null);
        };
        for (int i = 0; i < 1000; i++) {
            assertThatThrownBy(() -> present(tokens, elsewhere.issue("eve", null)))
                    .hasMessage("The token store did not answer a lookup");
        }
        store.beforeFind = () -> {};
        for (int i = 0; i < 2; i++) {
            assertThat(present(tokens, elsewhere.issue("eve", null))).isEqualTo(Rejected.UNKNOWN);
        }
    }

    @Test
    void cachedTokens_areServedWhileUnknownOnesAreTurnedAway() {
        TokenService tokens = service(1);
        IssuedToken good = tokens.issue("ada", "laptop");
        present(tokens, good);
        for (int i = 0; i < 2; i++) {
            present(tokens, elsewhere.issue("eve", null));
        }
        assertThatThrownBy(() -> present(tokens, elsewhere.issue("eve", null))).hasMessage(TOO_MANY);
        assertThat(present(tokens, good)).isInstanceOf(Authenticated.class);
    }

    /** Even those that a small number would hold up if they waited for each other. */
    @Test
    void lookups_thatAreUnderWay_doNotHoldEachOtherUp() {
        LookupLimit limit = new LookupLimit(1000, 1, Duration.ZERO, time::nanoTime);
        for (int i = 0; i < 1000; i++) {
            limit.enter();
        }
        assertThatThrownBy(limit::enter).hasMessage("Too many token lookups are under way");

        limit.leave(false);
        assertThatCode(limit::enter).doesNotThrowAnyException();
    }

    /** It stands still after it read the clock, and others take places of a later time meanwhile. */
    @Test
    void thread_thatStoodStill_isNotTurnedAway() {
        AtomicInteger reads = new AtomicInteger();
        AtomicReference<LookupLimit> limit = new AtomicReference<>();
        limit.set(new LookupLimit(2, 1000, Duration.ZERO, () -> {
            long now = time.nanoTime();
            // The first two are those of the limit when it is made, and of the begin of the wait.
            if (reads.incrementAndGet() == 3) {
                time.advance(Duration.ofSeconds(10));
                limit.get().enter();
            }
            return now;
        }));

        assertThatCode(() -> limit.get().enter()).doesNotThrowAnyException();
        assertThat(reads.get()).isGreaterThan(3);
    }

    @Test
    void place_thatComesWithinTheWait_isWaitedFor() {
        LookupLimit limit = new LookupLimit(1, 10, Duration.ofSeconds(10), System::nanoTime);
        long begin = System.nanoTime();
        for (int i = 0; i < 14; i++) {
            limit.enter();
            limit.leave(true);
        }
        // Eleven at once, and three a tenth of a second each after them.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(limit.turnedAway()).isZero();
    }

    @Test
    void thread_interruptedWhileItWaitsForItsPlace_givesItBack() throws Exception {
        LookupLimit limit = new LookupLimit(1, 1, Duration.ofDays(1), time::nanoTime);
        for (int i = 0; i < 2; i++) {
            limit.enter();
            limit.leave(true);
        }
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                limit.enter();
                waiting.complete(null);
            } catch (AuthenticationUnavailableException e) {
                waiting.completeExceptionally(
                        Thread.currentThread().isInterrupted() ? e : new AssertionError("Not interrupted any more"));
            }
        });
        thread.start();
        Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        thread.interrupt();
        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(AuthenticationUnavailableException.class);

        time.advance(Duration.ofSeconds(1));
        assertThatCode(limit::enter).doesNotThrowAnyException();
    }

    private TokenService service(int unknownTokensPerSecond) {
        return TokenService.builder(store)
                .concurrentLookups(1)
                .unknownTokensPerSecond(unknownTokensPerSecond)
                .lookupWait(Duration.ZERO)
                .clock(time)
                .ticker(time::nanoTime)
                .scheduler(time.scheduler())
                .build();
    }

    private static Authentication present(TokenService tokens, IssuedToken token) {
        return tokens.authenticate(token.secret().reveal());
    }
}
