package io.anchorify.auth.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.testing.LogCapture;
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
