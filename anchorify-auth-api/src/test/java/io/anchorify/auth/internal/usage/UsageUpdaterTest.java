package io.anchorify.auth.internal.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenServices;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.UsageStats;
import io.anchorify.auth.internal.Clocks;
import io.anchorify.auth.internal.EngineThreads;
import io.anchorify.auth.internal.lookup.CacheEntry;
import io.anchorify.auth.spi.TokenUse;
import io.anchorify.auth.testing.ProbedStore;
import io.anchorify.auth.testing.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of last-used times, on a clock that advances only when the test says so. */
class UsageUpdaterTest {

    private static final Duration INTERVAL = Duration.ofSeconds(60);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestTime time = new TestTime();
    private final ProbedStore store = new ProbedStore();
    private final TokenService tokens =
            TokenServices.build(TokenService.builder(store).lastUsedInterval(INTERVAL), time);
    private IssuedToken laptop = tokens.issue("ada", "laptop");

    @BeforeEach
    void requireNoUse() {
        assertThat(lastUsed()).isNull();
    }

    @AfterEach
    void close() {
        tokens.close();
    }

    @Test
    void firstUse_isVisibleWithinASecond() {
        use();
        Instant used = time.instant();
        time.advance(SECOND);

        assertThat(lastUsed()).isEqualTo(used);
    }

    @Test
    void firstUse_whileTheUpdaterIsBusy_isVisibleWithinASecond() {
        for (int i = 0; i < 20; i++) {
            authenticate(tokens.issue("grace", "t" + i));
            time.advance(Duration.ofMillis(130));
        }
        use();
        time.advance(SECOND);

        assertThat(lastUsed()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 1000, 61_000, 600_000})
    void lastUsed_atAnyRate_isNeverLaterAndAtMostOneIntervalOlder(int meanGapMillis) {
        Random random = new Random(meanGapMillis);
        Instant lastUse = time.instant();
        int writesBefore = store.useWrites.get();
        Instant begin = time.instant();
        for (int i = 0; i < 3000; i++) {
            use();
            lastUse = time.instant();
            time.advance(Duration.ofMillis(random.nextInt(2 * meanGapMillis + 1)));
            assertNeverLater(lastUse);
            if (!time.instant().isBefore(lastUse.plus(SECOND))) {
                assertThat(lastUsed()).isAfterOrEqualTo(lastUse.minus(INTERVAL));
            }
        }
        time.advance(SECOND);
        assertThat(lastUsed()).isBetween(lastUse.minus(INTERVAL), lastUse);
        long intervals = Duration.between(begin, time.instant()).dividedBy(INTERVAL);
        assertThat(store.useWrites.get() - writesBefore).isBetween(1, (int) intervals + 1);
    }

    @Test
    void use_everyMillisecond_isWrittenOncePerInterval() {
        for (int i = 0; i < 600_000; i++) {
            use();
            time.advance(Duration.ofMillis(1));
        }
        assertThat(store.useWrites).hasValue(10);
    }

    @Test
    void entry_reloadedWhileItsWriteIsPending_isNotWrittenTwice() {
        TokenService shortLived =
                TokenServices.build(TokenService.builder(store).cachedFor(Duration.ofMillis(1)), time);
        for (int i = 0; i < 1000; i++) {
            shortLived.authenticate(laptop.secret().reveal());
            time.advance(Duration.ofMillis(7));
        }
        assertThat(store.useWrites).hasValue(1);
    }

    @Test
    void write_thatFails_isKeptAndRetried() {
        AtomicBoolean broken = new AtomicBoolean(true);
        store.beforeUses = () -> failIf(broken.get());
        use();
        Instant used = time.instant();
        time.advance(Duration.ofSeconds(30));
        assertThat(lastUsed()).isNull();
        assertThat(tokens.stats().lastUsed().waiting()).isEqualTo(1);
        assertThat(tokens.stats().lastUsed().failures()).isBetween(10L, 31L);

        broken.set(false);
        time.advance(Duration.ofSeconds(2));
        assertThat(lastUsed()).isEqualTo(used);
        assertThat(tokens.stats().lastUsed().waiting()).isZero();
    }

    @Test
    void writes_thatFailForSeveralIntervals_endWithTheMostRecentUse() {
        AtomicBoolean broken = new AtomicBoolean(true);
        store.beforeUses = () -> failIf(broken.get());
        for (int i = 0; i < 200; i++) {
            use();
            time.advance(SECOND);
        }
        Instant lastUse = time.instant().minus(SECOND);
        broken.set(false);
        time.advance(Duration.ofSeconds(2));

        assertThat(lastUsed()).isBetween(lastUse.minus(INTERVAL), lastUse);
    }

    @Test
    void use_ofATokenRevokedBeforeTheWrite_leavesItRevoked() {
        use();
        Instant used = time.instant();
        tokens.revoke("ada", laptop.id());
        time.advance(SECOND);

        Token token = tokens.find("ada", laptop.id()).orElseThrow();
        assertThat(token.revokedAt()).isNotNull();
        assertThat(token.lastUsedAt()).isEqualTo(used);
        assertThat(tokens.authenticate(laptop.secret().reveal())).isInstanceOf(Authentication.Rejected.class);
    }

    @Test
    void lastUsed_afterAnotherNodeWroteALaterOne_doesNotGoBack() {
        use();
        Instant later = time.instant().plusSeconds(5);
        store.recordUses(List.of(new TokenUse(laptop.id(), later)), later);
        time.advance(SECOND);

        assertThat(lastUsed()).isEqualTo(later);
    }

    @Test
    void lastUsed_writtenByAClockAhead_advancesOnceThatTimeHasPassed() {
        Instant ahead = time.instant().plus(Duration.ofMinutes(4));
        store.recordUses(List.of(new TokenUse(laptop.id(), ahead)), ahead);
        use();
        time.advance(INTERVAL);
        assertThat(lastUsed()).isEqualTo(ahead);

        time.advance(Duration.ofMinutes(4));
        use();
        Instant used = time.instant();
        time.advance(SECOND);
        assertThat(lastUsed()).isEqualTo(used);
    }

    @Test
    void flush_writesPendingUsesImmediately() {
        use();
        assertThat(tokens.flush(SECOND)).isTrue();
        assertThat(lastUsed()).isEqualTo(time.instant());
    }

    @Test
    void flush_withTheLongestDeadline_writesPendingUses() {
        use();
        assertThat(tokens.flush(ChronoUnit.FOREVER.getDuration())).isTrue();
        assertThat(lastUsed()).isEqualTo(time.instant());
    }

    @Test
    void use_oneIntervalAfterOneThatIsStillBeingWritten_isWrittenToo() {
        // The monotonic clock of the first request was read this long before its wall clock.
        Duration apart = Duration.ofNanos(1000);
        CacheEntry token = entry("slow");
        token.deferWriteUntil(time.nanoTime() - apart.toNanos());
        List<Instant> written = new ArrayList<>();
        UsageUpdater[] updater = new UsageUpdater[1];
        Consumer<List<PendingUse>> slowStore = uses -> {
            uses.forEach(use -> written.add(use.use().at()));
            if (written.size() == 1) {
                time.advance(INTERVAL.minus(apart));
                record(updater[0], token, time.nanoTime());
            }
        };
        updater[0] = updater(slowStore, time.clocks(), INTERVAL, new TestTime().scheduler());
        record(updater[0], token, time.nanoTime() - apart.toNanos());
        updater[0].flush(SECOND);
        updater[0].flush(SECOND);

        assertThat(written).containsExactly(TestTime.START, time.instant());
    }

    @Test
    void flush_whenTheStoreFails_returnsFalseAndKeepsTheUses() {
        AtomicBoolean broken = new AtomicBoolean(true);
        store.beforeUses = () -> failIf(broken.get());
        use();
        assertThat(tokens.flush(SECOND)).isFalse();

        broken.set(false);
        assertThat(tokens.flush(SECOND)).isTrue();
        assertThat(lastUsed()).isNotNull();
    }

    @Test
    void close_writesPendingUses_beforeItClosesTheStore() {
        use();
        Instant used = time.instant();
        tokens.close();

        assertThat(lastUsed()).isEqualTo(used);
        assertThat(store.closed).isTrue();
    }

    @Test
    void close_whenTheStoreHangs_endsWithItsDeadline() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        UsageUpdater updater = updater(
                uses -> {
                    awaitQuietly(never);
                    failIf(true);
                },
                time.clocks(),
                INTERVAL,
                EngineThreads.daemons().usage());
        record(updater, entry(laptop), time.nanoTime());

        long begin = System.nanoTime();
        updater.close(Duration.ofMillis(300));

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(250), Duration.ofSeconds(5));
        assertThat(updater.stats().waiting()).isZero();
        assertThat(updater.stats().dropped()).isEqualTo(1);
    }

    @Test
    void close_whenAWriteFails_retriesUntilItsDeadline() {
        AtomicInteger attempts = new AtomicInteger();
        Consumer<List<PendingUse>> recovering = uses -> failIf(attempts.incrementAndGet() < 3);
        UsageUpdater updater = updater(recovering, time.clocks(), INTERVAL, time.scheduler());
        record(updater, entry(laptop), time.nanoTime());
        updater.close(Duration.ofSeconds(10));

        assertThat(updater.stats()).isEqualTo(new UsageStats(0, 1, 0, 2));
    }

    @Test
    void use_whileTheUpdaterCloses_isCountedAsDropped() {
        UsageUpdater[] updater = new UsageUpdater[1];
        // The clock is read after the use has been accepted.
        InstantSource closing = () -> {
            updater[0].close(SECOND);
            return time.instant();
        };
        updater[0] = updater(uses -> {}, new Clocks(closing, time::nanoTime), INTERVAL, time.scheduler());
        record(updater[0], entry(laptop), time.nanoTime());

        assertThat(updater[0].stats()).isEqualTo(new UsageStats(0, 0, 1, 0));
    }

    @Test
    void use_whenNoThreadCanBeStarted_isWrittenWithTheNextUse() {
        AtomicInteger threads = new AtomicInteger();
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, task -> new Thread(task) {
            @Override
            public void start() {
                if (threads.incrementAndGet() == 1) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                super.start();
            }
        });
        UsageUpdater updater = updater(uses -> {}, time.clocks(), INTERVAL, scheduler);
        record(updater, entry("first"), time.nanoTime());
        record(updater, entry("second"), time.nanoTime());

        Awaitility.await().until(() -> updater.stats().written() == 2);
        updater.close(SECOND);
    }

    @Test
    void uses_beyondTheCapacity_areCountedAsDroppedAndRetried() {
        AtomicBoolean broken = new AtomicBoolean(true);
        UsageUpdater updater = updater(uses -> failIf(broken.get()), time.clocks(), INTERVAL, time.scheduler());
        for (int i = 0; i < UsageUpdater.CAPACITY; i++) {
            record(updater, entry("t" + i), time.nanoTime());
        }
        CacheEntry oneTooMany = entry("late");
        record(updater, oneTooMany, time.nanoTime());
        record(updater, oneTooMany, time.nanoTime());

        assertThat(updater.stats().waiting()).isEqualTo(UsageUpdater.CAPACITY);
        assertThat(updater.stats().dropped()).isEqualTo(1);

        time.advance(UsageUpdater.BATCH_DELAY);
        broken.set(false);
        time.advance(Duration.ofSeconds(3));
        record(updater, oneTooMany, time.nanoTime());
        time.advance(SECOND);
        assertThat(updater.stats()).isEqualTo(new UsageStats(0, UsageUpdater.CAPACITY + 1L, 1, 1));
    }

    @Test
    void requests_by16ThreadsOnOneToken_doNotWaitForTheDatabase() throws Exception {
        CountDownLatch databaseAnswers = new CountDownLatch(1);
        store.beforeUses = () -> awaitQuietly(databaseAnswers);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (TokenService real =
                TokenService.builder(store).lastUsedInterval(SECOND).build()) {
            List<Future<?>> requests = java.util.stream.IntStream.range(0, 16)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> {
                        for (int request = 0; request < 20_000; request++) {
                            requireAccepted(real, laptop);
                        }
                    }))
                    .toList();
            for (Future<?> request : requests) {
                request.get(); // All requests complete before any write does.
            }
            assertThat(real.stats().lastUsed().written()).isZero();
            databaseAnswers.countDown();
            assertThat(real.flush(Duration.ofSeconds(10))).isTrue();
        } finally {
            threads.shutdownNow();
        }
        assertThat(lastUsed()).isNotNull();
    }

    private void use() {
        authenticate(laptop);
    }

    private void authenticate(IssuedToken token) {
        requireAccepted(tokens, token);
    }

    /** Called millions of times, so without a matcher. */
    private static void requireAccepted(TokenService service, IssuedToken token) {
        if (!(service.authenticate(token.secret().reveal()) instanceof Authenticated)) {
            throw new AssertionError("The token was rejected");
        }
    }

    private void assertNeverLater(Instant lastUse) {
        Instant stored = lastUsed();
        if (stored != null && stored.isAfter(lastUse)) {
            throw new AssertionError("Stored " + stored + ", last used " + lastUse);
        }
    }

    private @Nullable Instant lastUsed() {
        return tokens.find("ada", laptop.id()).orElseThrow().lastUsedAt();
    }

    private static UsageUpdater updater(
            Consumer<List<PendingUse>> store, Clocks clocks, Duration interval, ScheduledExecutorService scheduler) {
        return new UsageUpdater("last-used times", store, clocks, interval, false, scheduler);
    }

    private static void record(UsageUpdater updater, CacheEntry token, long nanoTime) {
        updater.record(token, new Authenticated(token.principal()), nanoTime, () -> null);
    }

    private CacheEntry entry(IssuedToken token) {
        return entry(TokenPrincipal.of(token.token()));
    }

    private CacheEntry entry(String id) {
        TokenPrincipal principal =
                new TokenPrincipal("ada", id, null, Set.of(), Map.of(), List.of(), TestTime.START, null);
        return entry(principal);
    }

    private CacheEntry entry(TokenPrincipal principal) {
        return new CacheEntry(principal, Long.MAX_VALUE, Long.MAX_VALUE, RejectionReason.EXPIRED, time.nanoTime());
    }

    private static void failIf(boolean broken) {
        if (broken) {
            throw new TokenStoreException("The test broke the store", null);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
