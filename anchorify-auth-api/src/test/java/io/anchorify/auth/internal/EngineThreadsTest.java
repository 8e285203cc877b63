package io.anchorify.auth.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.testing.LogCapture;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EngineThreadsTest {

    @Test
    void backgroundTask_thatThrows_isLogged() {
        EngineThreads threads = EngineThreads.daemons();
        IllegalStateException failure = new IllegalStateException("a defect in a background task");
        try (LogCapture log = new LogCapture(EngineThreads.class)) {
            scheduleFailing(threads.coordination(), failure);
            scheduleFailing(threads.usage(), failure);

            Awaitility.await().until(() -> log.thrown(Level.SEVERE).size() == 2);
            assertThat(log.thrown(Level.SEVERE)).containsOnly(failure);
        } finally {
            threads.close();
            threads.usage().shutdownNow();
        }
    }

    @Test
    void call_inProgressWhenTheServiceCloses_completes() throws Exception {
        EngineThreads threads = EngineThreads.daemons();
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<String> change = new CompletableFuture<>();
        CompletableFuture<String> result = threads.call(() -> {
                    started.countDown();
                    return change;
                })
                .toCompletableFuture();
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

        threads.close();
        change.complete("in effect");

        assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo("in effect");
    }

    @Test
    void call_afterTheServiceWasClosed_fails() {
        EngineThreads threads = EngineThreads.daemons();
        threads.close();

        assertThat(threads.call(() -> CompletableFuture.completedFuture("made")))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(TokenStoreException.class);
    }

    private static void scheduleFailing(ScheduledExecutorService scheduler, RuntimeException failure) {
        Future<?> unread = scheduler.schedule(
                () -> {
                    throw failure;
                },
                1,
                TimeUnit.NANOSECONDS);
        assertThat(unread).isNotNull();
    }
}
