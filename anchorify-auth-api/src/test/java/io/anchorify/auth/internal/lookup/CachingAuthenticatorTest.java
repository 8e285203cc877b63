package io.anchorify.auth.internal.lookup;

import static io.anchorify.auth.testing.Rejections.rejectedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.AuthenticationUnavailableException;
import io.anchorify.auth.BearerPrincipal;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenServiceBuilder;
import io.anchorify.auth.TokenServices;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.internal.PolicyRule;
import io.anchorify.auth.internal.cluster.Term;
import io.anchorify.auth.internal.usage.UsageRecorder;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spi.TokenUse;
import io.anchorify.auth.testing.ProbedStore;
import io.anchorify.auth.testing.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class CachingAuthenticatorTest {

    private final TestTime time = new TestTime();
    private final ProbedStore store = new ProbedStore();
    private final AtomicBoolean suspended = new AtomicBoolean();
    private final TokenService tokens = build(options -> options.suspendedOwners(owner -> suspended.get()));
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void token_usedAgain_isServedFromTheCacheWithTheSamePrincipal() {
        IssuedToken laptop = tokens.issue("ada", "laptop");
        BearerPrincipal first = ((Authenticated) authenticate(laptop)).principal();

        assertThat(((Authenticated) authenticate(laptop)).principal()).isSameAs(first);
        assertThat(store.finds).hasValue(1);
        assertThat(first)
                .isEqualTo(new TokenPrincipal(
                        "ada", laptop.id(), "laptop", Set.of(), Map.of(), List.of(), TestTime.START, null));
    }

    @Test
    void token_cachedLongerThanCachedFor_isReadAgain() {
        IssuedToken laptop = tokens.issue("ada", "laptop");
        authenticate(laptop);
        time.advance(Duration.ofSeconds(60).minusNanos(1));
        authenticate(laptop);
        assertThat(store.finds).hasValue(1);

        time.advance(Duration.ofNanos(1));
        assertThat(authenticate(laptop)).isInstanceOf(Authenticated.class);
        assertThat(store.finds).hasValue(2);
    }

    @Test
    void misses_ofOneToken_shareOneLookup() throws Exception {
        IssuedToken laptop = tokens.issue("ada", "laptop");
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch mayRead = new CountDownLatch(1);
        store.beforeFind = () -> {
            reading.countDown();
            await(mayRead);
        };
        List<Thread> requests = new ArrayList<>();
        AtomicInteger accepted = new AtomicInteger();
        for (int i = 0; i < 16; i++) {
            Thread request = new Thread(() -> {
                if (authenticate(laptop) instanceof Authenticated) {
                    accepted.incrementAndGet();
                }
            });
            request.start();
            requests.add(request);
        }
        await(reading);
        Awaitility.await()
                .until(() -> requests.stream()
                        .allMatch(t ->
                                t.getState() == Thread.State.WAITING || t.getState() == Thread.State.TIMED_WAITING));
        mayRead.countDown();
        for (Thread request : requests) {
            request.join(10_000);
        }
        assertThat(accepted).hasValue(16);
        assertThat(store.finds).hasValue(1);
    }

    @Test
    void lookup_thatFails_failsEveryRequestThatSharesIt_andIsNotCached() throws Exception {
        IssuedToken laptop = tokens.issue("ada", "laptop");
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch mayFail = new CountDownLatch(1);
        store.beforeFind = () -> {
            reading.countDown();
            await(mayFail);
            throw new TokenStoreException("The test broke the store", null);
        };
        CompletableFuture<Authentication> leader = CompletableFuture.supplyAsync(() -> authenticate(laptop), threads);
        await(reading);
        Thread[] joiner = new Thread[1];
        CompletableFuture<Throwable> joined = new CompletableFuture<>();
        joiner[0] = new Thread(() -> joined.complete(failureOf(() -> authenticate(laptop))));
        joiner[0].start();
        Awaitility.await().until(() -> joiner[0].getState() == Thread.State.TIMED_WAITING);
        mayFail.countDown();

        assertThatThrownBy(leader::join).hasCauseInstanceOf(AuthenticationUnavailableException.class);
        assertThat(joined.get(10, TimeUnit.SECONDS)).isInstanceOf(AuthenticationUnavailableException.class);
        assertThat(store.finds).hasValue(1);

        store.beforeFind = () -> {};
        assertThat(authenticate(laptop)).isInstanceOf(Authenticated.class);
    }

    @Test
    void lookup_thatThrowsAnError_leavesNoRequestWaiting() throws Exception {
        IssuedToken laptop = tokens.issue("ada", "laptop");
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch mayDie = new CountDownLatch(1);
        store.beforeFind = () -> {
            reading.countDown();
            await(mayDie);
            throw new StackOverflowError();
        };
        CompletableFuture<Throwable> leader = new CompletableFuture<>();
        threads.execute(() -> leader.complete(failureOf(() -> authenticate(laptop))));
        await(reading);
        CompletableFuture<Throwable> joined = new CompletableFuture<>();
        Thread joiner = new Thread(() -> joined.complete(failureOf(() -> authenticate(laptop))));
        joiner.start();
        Awaitility.await().until(() -> joiner.getState() == Thread.State.TIMED_WAITING);
        mayDie.countDown();

        assertThat(leader.get(10, TimeUnit.SECONDS)).isInstanceOf(StackOverflowError.class);
        assertThat(joined.get(10, TimeUnit.SECONDS)).isInstanceOf(AuthenticationUnavailableException.class);
    }

    @Test
    void lookups_beyondTheLimit_areTurnedAway_whileCachedTokensAreServed() throws Exception {
        TokenService bounded = build(options -> options.concurrentLookups(2).lookupWait(Duration.ofMillis(50)));
        IssuedToken cached = bounded.issue("ada", "cached");
        bounded.authenticate(cached.secret().reveal());
        CountDownLatch bothRead = new CountDownLatch(2);
        CountDownLatch mayRead = new CountDownLatch(1);
        store.beforeFind = () -> {
            bothRead.countDown();
            await(mayRead);
        };
        CompletableFuture<Authentication> one = inBackground(bounded, bounded.issue("ada", "1"));
        CompletableFuture<Authentication> two = inBackground(bounded, bounded.issue("ada", "2"));
        await(bothRead);

        IssuedToken third = bounded.issue("ada", "3");
        assertThatThrownBy(() -> bounded.authenticate(third.secret().reveal()))
                .isInstanceOfSatisfying(
                        AuthenticationUnavailableException.class,
                        e -> assertThat(e.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1)))
                .hasMessage("Too many token lookups are in progress");
        assertThat(bounded.authenticate(cached.secret().reveal())).isInstanceOf(Authenticated.class);
        assertThat(bounded.stats().turnedAwayLookups()).isEqualTo(1);

        mayRead.countDown();
        assertThat(one.get(10, TimeUnit.SECONDS)).isInstanceOf(Authenticated.class);
        assertThat(two.get(10, TimeUnit.SECONDS)).isInstanceOf(Authenticated.class);
        assertThat(bounded.authenticate(third.secret().reveal())).isInstanceOf(Authenticated.class);
    }

    @Test
    void thread_interruptedBeforeItsLookup_cannotDecide_andStaysInterrupted() throws Exception {
        IssuedToken laptop = tokens.issue("ada", "laptop");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> authenticate(laptop)).isInstanceOf(AuthenticationUnavailableException.class);
        assertThat(Thread.interrupted()).isTrue();

        assertThat(authenticate(laptop)).isInstanceOf(Authenticated.class);
    }

    @Test
    void unknownToken_presentedAgain_causesNoSecondLookupForTenSeconds() {
        IssuedToken fromElsewhere =
                TokenService.builder(new ProbedStore()).build().issue("ada", null);

        assertThat(authenticate(fromElsewhere)).isEqualTo(new Rejected(RejectionReason.UNKNOWN));
        assertThat(authenticate(fromElsewhere)).isEqualTo(new Rejected(RejectionReason.UNKNOWN));
        assertThat(store.finds).hasValue(1);

        time.advance(Duration.ofSeconds(10));
        assertThat(authenticate(fromElsewhere)).isEqualTo(new Rejected(RejectionReason.UNKNOWN));
        assertThat(store.finds).hasValue(2);
    }

    @Test
    void unknownTokens_inAFlood_evictNoUsableToken() {
        TokenService small = build(options -> options.cachedTokens(10).unknownTokensPerSecond(1_000_000));
        IssuedToken laptop = small.issue("ada", "laptop");
        small.authenticate(laptop.secret().reveal());
        TokenCodec codec = TokenCodec.own("jf_");
        Random random = new Random(20261128);
        for (int i = 0; i < 50_000; i++) {
            assertThat(small.authenticate(codec.newToken(random))).isEqualTo(new Rejected(RejectionReason.UNKNOWN));
        }
        int findsBefore = store.finds.get();

        assertThat(small.authenticate(laptop.secret().reveal())).isInstanceOf(Authenticated.class);
        assertThat(store.finds).hasValue(findsBefore);
    }

    @Test
    void cachedToken_fromItsExpiryOn_isRejected() {
        IssuedToken ci = tokens.issue(TokenRequest.of("ada").expiresIn(Duration.ofSeconds(30)));
        assertThat(authenticate(ci)).isInstanceOf(Authenticated.class);
        time.advance(Duration.ofSeconds(30).minusNanos(1));
        assertThat(authenticate(ci)).isInstanceOf(Authenticated.class);
        time.advance(Duration.ofNanos(1));

        assertThat(authenticate(ci)).matches(rejectedFor(RejectionReason.EXPIRED));
        assertThat(store.finds).hasValue(1);
        time.advance(Duration.ofMinutes(2));
        assertThat(authenticate(ci)).matches(rejectedFor(RejectionReason.EXPIRED));
    }

    /** Longer than this service allows: another system may have issued it. */
    @Test
    void token_importedThatExpiresInTheYear9999_isAccepted() {
        try (TokenService elsewhere =
                TokenService.builder(TokenStore.inMemory()).build()) {
            IssuedToken old = elsewhere.issue("ada", "old");
            Instant end = Instant.parse("9999-12-31T23:59:59Z");
            Token token = Token.builder(old.id(), "ada", TestTime.START)
                    .label("old")
                    .expiresAt(end)
                    .build();
            elsewhere.exportTokens(row -> tokens.importTokens(sink -> sink.add(new StoredToken(token, row.hash()))));

            assertThat(authenticate(old)).isInstanceOf(Authenticated.class);
            time.advance(Duration.ofSeconds(59));
            assertThat(authenticate(old)).isInstanceOf(Authenticated.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"})
    void token_importedWithALastUseAtAnyTime_isAccepted(Instant lastUsedAt) {
        IssuedToken old = tokens.issue("ada", "old");
        store.recordUses(List.of(new TokenUse(old.id(), lastUsedAt)), Instant.MAX);

        assertThat(authenticate(old)).isInstanceOf(Authenticated.class);
    }

    @Test
    void lifetime_finerThanAMicrosecond_isTruncated() {
        IssuedToken brief = tokens.issue(TokenRequest.of("ada").expiresIn(Duration.ofNanos(60_000_001_999L)));

        assertThat(brief.token().expiresAt()).isEqualTo(TestTime.START.plusNanos(60_000_001_000L));
    }

    @Test
    void suspendedOwner_whileSuspended_isRejected() {
        IssuedToken laptop = tokens.issue("ada", "laptop");
        assertThat(authenticate(laptop)).isInstanceOf(Authenticated.class);
        suspended.set(true);
        assertThat(authenticate(laptop)).matches(rejectedFor(RejectionReason.OWNER_SUSPENDED));
        suspended.set(false);
        assertThat(authenticate(laptop)).isInstanceOf(Authenticated.class);
    }

    @Test
    void suspension_thatCannotBeDecided_throwsUnavailable() {
        TokenService broken = build(options -> options.suspendedOwners(owner -> {
            throw new IllegalStateException("The directory is down");
        }));
        IssuedToken laptop = broken.issue("ada", "laptop");
        assertThatThrownBy(() -> broken.authenticate(laptop.secret().reveal()))
                .isInstanceOf(AuthenticationUnavailableException.class);
    }

    @Test
    void service_closed_cannotDecide() {
        IssuedToken laptop = tokens.issue("ada", "laptop");
        authenticate(laptop);
        tokens.close();
        tokens.close();

        assertThatThrownBy(() -> authenticate(laptop)).isInstanceOf(AuthenticationUnavailableException.class);
    }

    @Test
    void term_thatIsOver_sendsEveryRequestToTheStore_andStoresNothing() {
        IssuedToken laptop = tokens.issue("ada", "laptop");
        Term term = new Term(time::nanoTime);
        term.begin(time.nanoTime() + Duration.ofHours(1).toNanos());
        CachingAuthenticator authenticator = authenticator(term);
        present(authenticator, laptop);
        present(authenticator, laptop);
        assertThat(store.finds).hasValue(1);

        term.end();
        present(authenticator, laptop);
        present(authenticator, laptop);
        assertThat(store.finds).hasValue(3);
        IssuedToken phone = tokens.issue("ada", "phone");
        present(authenticator, phone);
        term.begin(time.nanoTime() + 1);
        present(authenticator, phone);
        assertThat(store.finds).hasValue(5);
    }

    private static void present(CachingAuthenticator authenticator, IssuedToken token) {
        authenticator.authenticate(token.secret().reveal());
    }

    private CachingAuthenticator authenticator(Term term) {
        TokenCache cache = new TokenCache(100);
        Duration minute = Duration.ofMinutes(1);
        TokenLoader loader = new TokenLoader(
                store,
                cache,
                new TokenEvaluator(time.clocks(), new PolicyRule(TokenPolicy.none(), minute), minute),
                new LookupLimiter(8, 64, 1000, Duration.ofMillis(100), time::nanoTime));
        return new CachingAuthenticator(
                new HasherPool(List.of(TokenCodec.own("jf_"))),
                term,
                cache,
                loader,
                owner -> false,
                new UsageRecorder(store, time.clocks(), minute, false, refused -> {}, time.scheduler()),
                time::nanoTime,
                () -> {});
    }

    private TokenService build(UnaryOperator<TokenServiceBuilder> options) {
        return TokenServices.build(options.apply(TokenService.builder(store)), time);
    }

    private Authentication authenticate(IssuedToken token) {
        return tokens.authenticate(token.secret().reveal());
    }

    private CompletableFuture<Authentication> inBackground(TokenService service, IssuedToken token) {
        return CompletableFuture.supplyAsync(
                () -> service.authenticate(token.secret().reveal()), threads);
    }

    private static Throwable failureOf(Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            return e;
        }
        return new AssertionError("Nothing was thrown");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
