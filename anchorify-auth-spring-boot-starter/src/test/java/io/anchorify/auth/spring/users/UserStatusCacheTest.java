package io.anchorify.auth.spring.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class UserStatusCacheTest {

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean background;
    private volatile boolean suspended;
    private volatile boolean failing;
    private volatile Duration slow = Duration.ZERO;

    private final UserStatusCache cache =
            new UserStatusCache(this::read, 100, this::execute, now::get, Duration.ofSeconds(30));

    @Test
    void answer_ofAKnownUser_isReadOnce() {
        for (int i = 0; i < 100; i++) {
            assertThat(cache.isSuspended("ada")).isFalse();
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void answer_afterHalfOfItsAge_isReadAgainInTheBackground() {
        cache.isSuspended("ada");
        suspended = true;
        background = true;
        advance(UserStatusCache.REFRESH.plusNanos(1));

        assertThat(cache.isSuspended("ada")).isFalse();
        assertThat(waiting).hasSize(1);
        runWaiting();
        assertThat(cache.isSuspended("ada")).isTrue();
    }

    @Test
    void answer_whileReadsFail_isUsedUntilItsAge() {
        cache.isSuspended("ada");
        failing = true;

        advance(UserStatusCache.REFRESH.plusNanos(1));
        assertThat(cache.isSuspended("ada")).isFalse();
        advance(UserStatusCache.REFRESH.minusNanos(2));
        assertThat(cache.isSuspended("ada")).isFalse();
        advance(Duration.ofNanos(1));
        assertThatThrownBy(() -> cache.isSuspended("ada"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The UserDetailsService could not read the owner of a token");

        failing = false;
        assertThat(cache.isSuspended("ada")).isFalse();
    }

    @Test
    void answer_ofASlowRead_isAsOldAsTheBeginningOfTheRead() {
        slow = UserStatusCache.MAX_AGE.minusSeconds(1);
        cache.isSuspended("ada");
        slow = Duration.ZERO;
        suspended = true;

        advance(Duration.ofSeconds(1));
        assertThat(cache.isSuspended("ada")).isTrue();
    }

    @Test
    void evict_discardsTheFirstReadInProgress() {
        background = true;
        CompletableFuture<Boolean> earlier = CompletableFuture.supplyAsync(() -> cache.isSuspended("ada"));
        Awaitility.await().until(() -> !waiting.isEmpty());
        cache.evict("ada");
        runWaiting();
        assertThat(earlier).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(false);

        suspended = true;
        background = false;
        assertThat(cache.isSuspended("ada")).isTrue();
    }

    @Test
    void evict_discardsTheRefreshInProgress() {
        cache.isSuspended("ada");
        background = true;
        advance(UserStatusCache.REFRESH.plusNanos(1));
        cache.isSuspended("ada");
        assertThat(waiting).hasSize(1);
        cache.evict("ada");
        runWaiting();

        suspended = true;
        background = false;
        assertThat(cache.isSuspended("ada")).isTrue();
    }

    @Test
    void firstRead_thatDoesNotReturn_failsInTime() {
        background = true;
        UserStatusCache impatient =
                new UserStatusCache(this::read, 100, this::execute, now::get, Duration.ofMillis(10));

        assertThatThrownBy(() -> impatient.isSuspended("ada"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The UserDetailsService did not return the owner of a token");
    }

    private boolean read(String username) {
        reads.incrementAndGet();
        boolean answer = suspended;
        advance(slow);
        if (failing) {
            throw new IllegalArgumentException("no connection");
        }
        return answer;
    }

    private void execute(Runnable read) {
        if (background) {
            waiting.add(read);
        } else {
            read.run();
        }
    }

    private void runWaiting() {
        Runnable read;
        while ((read = waiting.poll()) != null) {
            read.run();
        }
    }

    private void advance(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
