package io.anchorify.auth.internal.lookup;

import static io.anchorify.auth.testing.Rejections.rejectedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.AuthenticationUnavailableException;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenServiceBuilder;
import io.anchorify.auth.TokenServices;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.internal.PolicyRule;
import io.anchorify.auth.internal.cluster.Term;
import io.anchorify.auth.internal.usage.UsageRecorder;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.testing.ProbedStore;
import io.anchorify.auth.testing.TestTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LookupLimiterTest {

    private static final String RATE_EXCEEDED = "Unknown-token rate exceeded";

    private final TestTime time = new TestTime();
    private final ProbedStore store = new ProbedStore();
    private final TokenService elsewhere =
            TokenService.builder(TokenStore.inMemory()).build();

    @Test
    void unknownTokens_beyondTheRate_areTurnedAwayWithoutALookup() {
        TokenService tokens = service(100);
        for (int i = 0; i < 101; i++) {
            assertThat(present(tokens, elsewhere.issue("eve", null))).isEqualTo(new Rejected(RejectionReason.UNKNOWN));
        }
        assertThatThrownBy(() -> present(tokens, elsewhere.issue("eve", null)))
                .isInstanceOf(AuthenticationUnavailableException.class)
                .hasMessage(RATE_EXCEEDED);
        assertThat(store.finds).hasValue(101);
        assertThat(tokens.stats().turnedAwayLookups()).isEqualTo(1);

        time.advance(Duration.ofMillis(10));
        assertThat(present(tokens, elsewhere.issue("eve", null))).isEqualTo(new Rejected(RejectionReason.UNKNOWN));
        assertThatThrownBy(() -> present(tokens, elsewhere.issue("eve", null))).hasMessage(RATE_EXCEEDED);

        time.advance(Duration.ofDays(1));
        for (int i = 0; i < 101; i++) {
            present(tokens, elsewhere.issue("eve", null));
        }
        assertThatThrownBy(() -> present(tokens, elsewhere.issue("eve", null))).hasMessage(RATE_EXCEEDED);
    }

    @Test
    void token_turnedAway_isNotCachedAsUnknown() {
        TokenService tokens = service(1);
        for (int i = 0; i < 2; i++) {
            present(tokens, elsewhere.issue("eve", null));
        }
        IssuedToken good = tokens.issue("ada", "laptop");
        assertThatThrownBy(() -> present(tokens, good)).hasMessage(RATE_EXCEEDED);

        time.advance(Duration.ofSeconds(1));
        assertThat(present(tokens, good)).isInstanceOf(Authenticated.class);
    }

    @Test
    void revokedTokens_countLikeUnknownOnes() {
        TokenService tokens = service(1);
        for (int i = 0; i < 2; i++) {
            IssuedToken revoked = tokens.issue("ada", null);
            tokens.revoke("ada", revoked.id());
            assertThat(present(tokens, revoked)).matches(rejectedFor(RejectionReason.REVOKED));
        }
        assertThatThrownBy(() -> present(tokens, elsewhere.issue("eve", null))).hasMessage(RATE_EXCEEDED);
    }

    @Test
    void usableTokensAndFailedLookups_doNotCount() {
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
            assertThat(present(tokens, elsewhere.issue("eve", null))).isEqualTo(new Rejected(RejectionReason.UNKNOWN));
        }
    }

    @Test
    void cachedTokens_whileUnknownOnesAreTurnedAway_areServed() {
        TokenService tokens = service(1);
        IssuedToken good = tokens.issue("ada", "laptop");
        present(tokens, good);
        for (int i = 0; i < 2; i++) {
            present(tokens, elsewhere.issue("eve", null));
        }
        assertThatThrownBy(() -> present(tokens, elsewhere.issue("eve", null))).hasMessage(RATE_EXCEEDED);
        assertThat(present(tokens, good)).isInstanceOf(Authenticated.class);
    }

    /** Even with a rate so low that they would delay each other. */
    @Test
    void lookups_inProgress_doNotDelayEachOther() {
        LookupLimiter limiter = new LookupLimiter(1000, 0, 1, Duration.ZERO, time::nanoTime);
        for (int i = 0; i < 1000; i++) {
            limiter.acquire();
        }
        assertThatThrownBy(limiter::acquire).hasMessage("Too many token lookups are in progress");

        limiter.release(false);
        assertThatCode(limiter::acquire).doesNotThrowAnyException();
    }

    /** The thread is paused after it has read the clock, and others take units of a later time meanwhile. */
    @Test
    void thread_pausedBetweenClockAndUnit_isNotTurnedAway() {
        AtomicInteger reads = new AtomicInteger();
        AtomicReference<LookupLimiter> limiter = new AtomicReference<>();
        limiter.set(new LookupLimiter(2, 0, 1000, Duration.ZERO, () -> {
            long now = time.nanoTime();
            // The first reading is made by the constructor, the second by the start of the wait.
            if (reads.incrementAndGet() == 3) {
                time.advance(Duration.ofSeconds(10));
                limiter.get().acquire();
            }
            return now;
        }));

        assertThatCode(() -> limiter.get().acquire()).doesNotThrowAnyException();
        assertThat(reads.get()).isGreaterThan(3);
    }

    @Test
    void unit_dueWithinTheWait_isWaitedFor() {
        LookupLimiter limiter = new LookupLimiter(1, 0, 10, Duration.ofSeconds(10), System::nanoTime);
        long begin = System.nanoTime();
        for (int i = 0; i < 14; i++) {
            limiter.acquire();
            limiter.release(true);
        }
        // A burst of eleven, and then three at a tenth of a second each.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(limiter.turnedAway()).isZero();
    }

    @Test
    void thread_interruptedWhileItWaits_returnsItsUnit() throws Exception {
        LookupLimiter limiter = new LookupLimiter(1, 0, 1, Duration.ofDays(1), time::nanoTime);
        for (int i = 0; i < 2; i++) {
            limiter.acquire();
            limiter.release(true);
        }
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                limiter.acquire();
                waiting.complete(null);
            } catch (AuthenticationUnavailableException e) {
                waiting.completeExceptionally(
                        Thread.currentThread().isInterrupted()
                                ? e
                                : new AssertionError("The interrupt status was cleared"));
            }
        });
        thread.start();
        Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        thread.interrupt();
        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(AuthenticationUnavailableException.class);

        time.advance(Duration.ofSeconds(1));
        assertThatCode(limiter::acquire).doesNotThrowAnyException();
    }

    /** Whether they wait for permission, or for the lookup of another request. */
    @Test
    void requests_beyondThoseThatMayWait_areTurnedAwayImmediately() throws Exception {
        TokenService tokens = TokenServices.build(
                TokenService.builder(store)
                        .concurrentLookups(1)
                        .waitingLookups(2)
                        .lookupWait(Duration.ofSeconds(10)),
                time);
        IssuedToken cached = tokens.issue("ada", "cached");
        present(tokens, cached);
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch mayRead = new CountDownLatch(1);
        store.beforeFind = () -> {
            reading.countDown();
            await(mayRead);
        };
        IssuedToken first = tokens.issue("ada", "first");
        IssuedToken second = tokens.issue("ada", "second");
        List<Thread> waiting = List.of(start(tokens, first), start(tokens, first), start(tokens, second));
        await(reading);
        Awaitility.await().until(() -> waiting.stream().allMatch(LookupLimiterTest::isWaiting));

        for (IssuedToken token : List.of(first, second, tokens.issue("ada", "third"))) {
            assertThatThrownBy(() -> present(tokens, token))
                    .isInstanceOf(AuthenticationUnavailableException.class)
                    .hasMessage("Too many requests wait for token lookups");
        }
        assertThat(present(tokens, cached)).isInstanceOf(Authenticated.class);
        assertThat(tokens.stats().turnedAwayLookups()).isEqualTo(3);

        mayRead.countDown();
        for (Thread thread : waiting) {
            thread.join();
        }
        assertThat(present(tokens, tokens.issue("ada", "fourth"))).isInstanceOf(Authenticated.class);
    }

    /** Its age bounds only how long a change made directly in the database stays unnoticed. */
    @Test
    void tokenWhoseEntryIsTooOld_turnedAway_isUsedUntilItIsRevokedOrExpires() {
        TokenService tokens = service(1);
        IssuedToken good = tokens.issue("ada", "laptop");
        IssuedToken expiring = tokens.issue(TokenRequest.of("ada").expiresIn(Duration.ofSeconds(100)));
        for (IssuedToken token : List.of(good, expiring)) {
            assertThat(present(tokens, token)).isInstanceOf(Authenticated.class);
        }
        time.advance(Duration.ofSeconds(99));
        for (int i = 0; i < 2; i++) {
            present(tokens, elsewhere.issue("eve", null));
        }
        assertThat(present(tokens, good)).isInstanceOf(Authenticated.class);
        assertThat(present(tokens, expiring)).isInstanceOf(Authenticated.class);
        assertThat(store.finds).hasValue(4);

        time.advance(Duration.ofSeconds(1));
        present(tokens, elsewhere.issue("eve", null));
        assertThat(present(tokens, expiring)).matches(rejectedFor(RejectionReason.EXPIRED));
        tokens.revoke("ada", good.id());
        assertThatThrownBy(() -> present(tokens, good)).hasMessage(RATE_EXCEEDED);
    }

    /** A request that is turned away after it has waited must not use the cache of a term that has ended meanwhile. */
    @Test
    void termThatEndsWhileARequestWaits_endsTheUseOfItsEntry() {
        Term term = new Term(time::nanoTime);
        AtomicReference<Runnable> whileWaiting = new AtomicReference<>(() -> {});
        LookupLimiter limiter = new LookupLimiter(1, 1, 1000, Duration.ofDays(1), () -> {
            whileWaiting.get().run();
            return time.nanoTime();
        });
        CachingAuthenticator authenticator = authenticator(term, limiter);
        String token =
                TokenService.builder(store).build().issue("ada", null).secret().reveal();
        term.begin(time.nanoTime() + Duration.ofDays(1).toNanos());
        assertThat(authenticator.authenticate(token)).isInstanceOf(Authenticated.class);
        time.advance(Duration.ofMinutes(2));
        limiter.acquire();
        assertThat(authenticator.authenticate(token)).isInstanceOf(Authenticated.class);

        whileWaiting.set(term::end);
        assertThatThrownBy(() -> authenticator.authenticate(token))
                .hasMessage("Too many token lookups are in progress");
    }

    private CachingAuthenticator authenticator(Term term, LookupLimiter limiter) {
        Duration minute = Duration.ofMinutes(1);
        TokenCache cache = new TokenCache(100);
        return new CachingAuthenticator(
                new HasherPool(List.of(TokenCodec.own("jf_"))),
                term,
                cache,
                new TokenLoader(
                        store,
                        cache,
                        new TokenEvaluator(time.clocks(), new PolicyRule(TokenPolicy.none(), minute), minute),
                        limiter),
                owner -> false,
                new UsageRecorder(store, time.clocks(), minute, false, refused -> {}, time.scheduler()),
                time::nanoTime,
                () -> {});
    }

    @Test
    void requestsThatMayNotUseTheCache_areBoundedToo() {
        LookupLimiter limiter = new LookupLimiter(1, 1, 1000, Duration.ZERO, time::nanoTime);
        TokenLoader loader = new TokenLoader(
                store,
                new TokenCache(100),
                new TokenEvaluator(
                        time.clocks(),
                        new PolicyRule(TokenPolicy.none(), Duration.ofMinutes(1)),
                        Duration.ofMinutes(1)),
                limiter);
        TokenHash hash = TokenHash.of(new byte[TokenHash.LENGTH]);
        limiter.enter();
        limiter.enter();
        assertThatThrownBy(() -> loader.loadUncached(hash)).hasMessage("Too many requests wait for token lookups");

        limiter.leave();
        for (int i = 0; i < 10; i++) {
            assertThat(loader.loadUncached(hash)).isInstanceOf(NegativeEntry.class);
        }
    }

    private static Thread start(TokenService tokens, IssuedToken token) {
        Thread thread = new Thread(() -> present(tokens, token));
        thread.start();
        return thread;
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private TokenService service(int unknownTokensPerSecond) {
        TokenServiceBuilder options = TokenService.builder(store)
                .concurrentLookups(1)
                .unknownTokensPerSecond(unknownTokensPerSecond)
                .lookupWait(Duration.ZERO);
        return TokenServices.build(options, time);
    }

    private static Authentication present(TokenService tokens, IssuedToken token) {
        return tokens.authenticate(token.secret().reveal());
    }
}
