package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.spi.TokenUse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

/** The whole contract of last-used times, by a clock that moves only when the test says so. */
class LastUsedTest {

    private static final Duration INTERVAL = Duration.ofSeconds(60);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestTime time = new TestTime();
    private final ProbedStore store = new ProbedStore();
    private final TokenService tokens = TokenService.builder(store)
            .clock(time)
            .ticker(time::nanoTime)
            .scheduler(time.scheduler())
            .lastUsedInterval(INTERVAL)
            .build();
    private IssuedToken laptop = tokens.issue("ada", "laptop");

    @BeforeEach
    void nothingIsUsedYet() {
        assertThat(lastUsed()).isNull();
    }

    @AfterEach
    void close() {
        tokens.close();
    }

    @Test
    void firstUse_isShownWithinASecond() {
        use();
        Instant used = time.instant();
        time.advance(SECOND);

        assertThat(lastUsed()).isEqualTo(used);
    }

    @Test
    void firstUse_afterOthersHaveKeptTheWriterBusy_isShownWithinASecond() {
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
    void lastUsed_atAnyRate_isNeverLaterAndAtMostAnIntervalOlder(int meanGapMillis) {
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
    void useInEveryMillisecond_forTenIntervals_isWrittenOnceAnInterval() {
        for (int i = 0; i < 600_000; i++) {
            use();
            time.advance(Duration.ofMillis(1));
        }
        assertThat(store.useWrites).hasValue(10);
    }

    @Test
    void entryReadAgain_whileItsWriteIsOnTheWay_isNotWrittenTwice() {
        TokenService shortLived = TokenService.builder(store)
                .clock(time)
                .ticker(time::nanoTime)
                .scheduler(time.scheduler())
                .cachedFor(Duration.ofMillis(1))
                .build();
        for (int i = 0; i < 1000; i++) {
            shortLived.authenticate(laptop.secret().reveal());
            time.advance(Duration.ofMillis(7));
        }
        assertThat(store.useWrites).hasValue(1);
    }

    @Test
    void write_thatFails_isKeptAndTriedAgain() {
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
    void writes_thatFailForIntervals_endWithTheNewestUse() {
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
    void use_ofATokenRevokedBeforeTheWrite_doesNotBringItBack() {
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
    void lastUsed_neverGoesBackwards_whenAnotherNodeWroteALaterOne() {
        use();
        Instant later = time.instant().plusSeconds(5);
        store.recordUses(List.of(new TokenUse(laptop.id(), later)));
        time.advance(SECOND);

        assertThat(lastUsed()).isEqualTo(later);
    }

    @Test
    void lastUsed_writtenByANodeWhoseClockWasAhead_growsAgainWhenTheTimeHasCome() {
        Instant ahead = time.instant().plus(Duration.ofHours(1));
        store.recordUses(List.of(new TokenUse(laptop.id(), ahead)));
        use();
        time.advance(INTERVAL);
        assertThat(lastUsed()).isEqualTo(ahead);

        time.advance(Duration.ofHours(1).plus(INTERVAL));
        use();
        Instant used = time.instant();
        time.advance(SECOND);
        assertThat(lastUsed()).isEqualTo(used);
    }

    @Test
    void flush_writesWhatWaits_atOnce() {
        use();
        assertThat(tokens.flush(SECOND)).isTrue();
        assertThat(lastUsed()).isEqualTo(time.instant());
    }

    @Test
    void flush_withTheLongestDeadlineThereIs_writesWhatWaits() {
        use();
        assertThat(tokens.flush(ChronoUnit.FOREVER.getDuration())).isTrue();
        assertThat(lastUsed()).isEqualTo(time.instant());
    }

    @Test
    void use_anIntervalAfterOneThatIsStillBeingWritten_isWrittenToo() {
        // The monotonic clock of the first request was read this long before its wall clock.
        Duration apart = Duration.ofNanos(1000);
        CachedToken token = cachedToken("slow");
        token.deferWriteUntil(time.nanoTime() - apart.toNanos());
        List<Instant> written = new ArrayList<>();
        LastUsedWriter[] writer = new LastUsedWriter[1];
        Consumer<Collection<TokenUse>> slowStore = uses -> {
            uses.forEach(use -> written.add(use.usedAt()));
            if (written.size() == 1) {
                time.advance(INTERVAL.minus(apart));
                writer[0].use(token, time.nanoTime());
            }
        };
        writer[0] = new LastUsedWriter(slowStore, time, INTERVAL, new TestTime().scheduler());
        writer[0].use(token, time.nanoTime() - apart.toNanos());
        writer[0].flush(SECOND);
        writer[0].flush(SECOND);

        assertThat(written).containsExactly(TestTime.START, time.instant());
    }

    @Test
    void flush_whenTheStoreFails_saysSoAndKeepsTheUses() {
        AtomicBoolean broken = new AtomicBoolean(true);
        store.beforeUses = () -> failIf(broken.get());
        use();
        assertThat(tokens.flush(SECOND)).isFalse();

        broken.set(false);
        assertThat(tokens.flush(SECOND)).isTrue();
        assertThat(lastUsed()).isNotNull();
    }

    @Test
    void close_writesWhatWaits_andClosesTheStoreAfterwards() {
        use();
        Instant used = time.instant();
        tokens.close();

        assertThat(lastUsed()).isEqualTo(used);
        assertThat(store.closed).isTrue();
    }

    @Test
    void close_whenTheStoreHangs_endsWithItsDeadline() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        LastUsedWriter writer = new LastUsedWriter(
                uses -> {
                    awaitQuietly(never);
                    failIf(true);
                },
                time,
                INTERVAL,
                LastUsedWriter.newScheduler());
        writer.use(cachedToken(laptop), time.nanoTime());

        long begin = System.nanoTime();
        writer.close(Duration.ofMillis(300));

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(250), Duration.ofSeconds(5));
        assertThat(writer.stats().waiting()).isZero();
        assertThat(writer.stats().dropped()).isEqualTo(1);
    }

    @Test
    void close_whenAWriteFails_triesAgainUntilItsDeadline() {
        AtomicInteger attempts = new AtomicInteger();
        Consumer<Collection<TokenUse>> recovering = uses -> failIf(attempts.incrementAndGet() < 3);
        LastUsedWriter writer = new LastUsedWriter(recovering, time, INTERVAL, time.scheduler());
        writer.use(cachedToken(laptop), time.nanoTime());
        writer.close(Duration.ofSeconds(10));

        assertThat(writer.stats()).isEqualTo(new LastUsedStats(0, 1, 0, 2));
    }

    @Test
    void use_whileTheWriterCloses_isCountedAsDropped() {
        LastUsedWriter[] writer = new LastUsedWriter[1];
        // The clock is read when it is settled that the use is taken.
        InstantSource closing = () -> {
            writer[0].close(SECOND);
            return time.instant();
        };
        writer[0] = new LastUsedWriter(uses -> {}, closing, INTERVAL, time.scheduler());
        writer[0].use(cachedToken(laptop), time.nanoTime());

        assertThat(writer[0].stats()).isEqualTo(new LastUsedStats(0, 0, 1, 0));
    }

    @Test
    void use_whenNoThreadCanBeStarted_isWrittenWithTheNextOne() {
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
        LastUsedWriter writer = new LastUsedWriter(uses -> {}, time, INTERVAL, scheduler);
        writer.use(cachedToken("first"), time.nanoTime());
        writer.use(cachedToken("second"), time.nanoTime());

        Awaitility.await().until(() -> writer.stats().written() == 2);
        writer.close(SECOND);
    }

    @Test
    void uses_beyondTheCapacity_areCountedDroppedAndTriedWithTheNextUse() {
        AtomicBoolean broken = new AtomicBoolean(true);
        LastUsedWriter writer = new LastUsedWriter(uses -> failIf(broken.get()), time, INTERVAL, time.scheduler());
        for (int i = 0; i < LastUsedWriter.CAPACITY; i++) {
            writer.use(cachedToken("t" + i), time.nanoTime());
        }
        CachedToken oneTooMany = cachedToken("late");
        writer.use(oneTooMany, time.nanoTime());
        writer.use(oneTooMany, time.nanoTime());

        assertThat(writer.stats().waiting()).isEqualTo(LastUsedWriter.CAPACITY);
        assertThat(writer.stats().dropped()).isEqualTo(1);

        time.advance(LastUsedWriter.BATCH_DELAY);
        broken.set(false);
        time.advance(Duration.ofSeconds(3));
        writer.use(oneTooMany, time.nanoTime());
        time.advance(SECOND);
        assertThat(writer.stats()).isEqualTo(new LastUsedStats(0, LastUsedWriter.CAPACITY + 1L, 1, 1));
    }

    @Test
    void requests_of16ThreadsOnOneToken_doNotWaitForTheDatabase() throws Exception {
        CountDownLatch databaseAnswers = new CountDownLatch(1);
        store.beforeUses = () -> awaitQuietly(databaseAnswers);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (TokenService real =
                TokenService.builder(store).lastUsedInterval(SECOND).build()) {
            List<Future<?>> requests = java.util.stream.IntStream.range(0, 16)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> {
                        for (int request = 0; request < 20_000; request++) {
                            assertThat(real.authenticate(laptop.secret().reveal()))
                                    .isInstanceOf(Authenticated.class);
                        }
                    }))
                    .toList();
            for (Future<?> request : requests) {
                request.get(); // All of them end while no write has.
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
        assertThat(tokens.authenticate(token.secret().reveal())).isInstanceOf(Authenticated.class);
    }

    private void assertNeverLater(Instant lastUse) {
        Instant shown = lastUsed();
        assertThat(shown == null || !shown.isAfter(lastUse))
                .as("%s shown, last used %s", shown, lastUse)
                .isTrue();
    }

    private @Nullable Instant lastUsed() {
        return tokens.find("ada", laptop.id()).orElseThrow().lastUsedAt();
    }

    private CachedToken cachedToken(IssuedToken token) {
        return cachedToken(new TokenPrincipal(token.token()));
    }

    private CachedToken cachedToken(String id) {
        TokenPrincipal principal = new TokenPrincipal("ada", id, null, java.util.Set.of(), TestTime.START, null);
        return cachedToken(principal);
    }

    private CachedToken cachedToken(TokenPrincipal principal) {
        TokenHash hash = TokenHash.of(new byte[TokenHash.LENGTH]);
        return new CachedToken(hash, principal, Long.MAX_VALUE, time.nanoTime());
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
