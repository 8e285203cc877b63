package io.anchorify.auth.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.EventStats;
import io.anchorify.auth.TokenEvent;
import io.anchorify.auth.TokenEvent.Purged;
import io.anchorify.auth.TokenListener;
import io.anchorify.auth.internal.EngineThreads;
import io.anchorify.auth.testing.LogCapture;
import io.anchorify.auth.testing.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventDispatcherTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final ExecutorService thread = EngineThreads.daemons().events();
    private final List<TokenEvent> received = new CopyOnWriteArrayList<>();

    @AfterEach
    void endThread() {
        thread.shutdownNow();
    }

    @Test
    void events_areDeliveredInTheirOrder_toEveryListener() {
        List<TokenEvent> others = new CopyOnWriteArrayList<>();
        EventDispatcher dispatcher = dispatcher(received::add, others::add);
        List<TokenEvent> events =
                LongStream.range(0, 1000).mapToObj(EventDispatcherTest::event).toList();

        events.forEach(dispatcher::publish);
        dispatcher.close(LONG);

        assertThat(received).isEqualTo(events);
        assertThat(others).isEqualTo(events);
        assertThat(dispatcher.stats()).isEqualTo(new EventStats(0, 1000, 0, 0));
    }

    @Test
    void publish_withoutListener_startsNoThread() {
        EventDispatcher dispatcher = dispatcher();
        dispatcher.publish(event(1));

        assertThat(((ThreadPoolExecutor) thread).getPoolSize()).isZero();
        assertThat(dispatcher.stats()).isEqualTo(new EventStats(0, 0, 0, 0));
    }

    @Test
    void thread_isADaemon_thatStartsWithTheFirstEvent() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        EventDispatcher dispatcher = dispatcher(event -> threads.add(Thread.currentThread()));
        assertThat(((ThreadPoolExecutor) thread).getPoolSize()).isZero();

        dispatcher.publish(event(1));

        Awaitility.await().until(() -> threads.size() == 1);
        assertThat(threads.get(0).isDaemon()).isTrue();
        assertThat(threads.get(0).getName()).isEqualTo("anchorify-events");
    }

    @Test
    void events_beyondTheCapacity_areDroppedAndCounted() {
        CountDownLatch listenerMayContinue = new CountDownLatch(1);
        EventDispatcher dispatcher = dispatcher(event -> {
            awaitQuietly(listenerMayContinue);
            received.add(event);
        });
        for (int i = 0; i < EventDispatcher.CAPACITY + 7; i++) {
            dispatcher.publish(event(i));
        }
        assertThat(dispatcher.stats()).isEqualTo(new EventStats(EventDispatcher.CAPACITY, 0, 7, 0));

        listenerMayContinue.countDown();
        Awaitility.await().until(() -> dispatcher.stats().waiting() == 0);
        dispatcher.publish(event(-1));
        dispatcher.close(LONG);

        assertThat(received).hasSize(EventDispatcher.CAPACITY + 1).endsWith(event(-1));
        assertThat(dispatcher.stats()).isEqualTo(new EventStats(0, EventDispatcher.CAPACITY + 1, 7, 0));
    }

    @Test
    void listener_thatThrows_doesNotStopTheOthersAndIsLoggedOncePerStreak() {
        boolean[] broken = {true};
        EventDispatcher dispatcher = dispatcher(
                event -> {
                    if (broken[0]) {
                        throw new NoClassDefFoundError("the audit log is not there");
                    }
                },
                received::add);
        try (LogCapture log = new LogCapture(EventDispatcher.class)) {
            publishAndWait(dispatcher, 3);
            assertThat(log.thrown(Level.WARNING)).hasSize(1);
            broken[0] = false;
            publishAndWait(dispatcher, 1);
            broken[0] = true;
            publishAndWait(dispatcher, 2);

            assertThat(log.thrown(Level.WARNING)).hasSize(2);
            assertThat(log.thrown(Level.FINE)).hasSize(3);
        }
        assertThat(received).hasSize(6);
        assertThat(dispatcher.stats()).isEqualTo(new EventStats(0, 6, 0, 5));
    }

    @Test
    void close_whileAListenerHangs_endsWithItsDeadlineAndCountsTheRest() {
        CountDownLatch never = new CountDownLatch(1);
        EventDispatcher dispatcher = dispatcher(event -> awaitQuietly(never));
        for (int i = 0; i < 5; i++) {
            dispatcher.publish(event(i));
        }
        long begin = System.nanoTime();
        dispatcher.close(Duration.ofMillis(300));

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(250), Duration.ofSeconds(5));
        Awaitility.await().until(() -> dispatcher.stats().waiting() == 0);
        assertThat(dispatcher.stats()).isEqualTo(new EventStats(0, 1, 4, 0));
    }

    @Test
    void publish_afterClose_isCountedAsDropped() {
        EventDispatcher dispatcher = dispatcher(received::add);
        dispatcher.close(LONG);
        dispatcher.publish(event(1));

        assertThat(received).isEmpty();
        assertThat(dispatcher.stats()).isEqualTo(new EventStats(0, 0, 1, 0));
    }

    @Test
    void publish_whenNoThreadCanBeStarted_dropsTheEvent() {
        ThreadPoolExecutor exhausted = (ThreadPoolExecutor) thread;
        exhausted.setThreadFactory(task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        EventDispatcher dispatcher = dispatcher(received::add);
        dispatcher.publish(event(1));

        assertThat(dispatcher.stats()).isEqualTo(new EventStats(0, 0, 1, 0));
    }

    @Test
    void publish_byManyThreads_deliversEachEventOnce() throws Exception {
        EventDispatcher dispatcher = dispatcher(received::add);
        List<Thread> publishers = new ArrayList<>();
        for (int publisher = 0; publisher < 8; publisher++) {
            long first = publisher * 1000L;
            publishers.add(new Thread(
                    () -> LongStream.range(first, first + 1000).forEach(count -> dispatcher.publish(event(count)))));
        }
        publishers.forEach(Thread::start);
        for (Thread publisher : publishers) {
            publisher.join();
        }
        dispatcher.close(LONG);

        assertThat(received).hasSize(8000).doesNotHaveDuplicates();
    }

    private EventDispatcher dispatcher(TokenListener... listeners) {
        return new EventDispatcher(List.of(listeners), thread);
    }

    private static void publishAndWait(EventDispatcher dispatcher, int events) {
        for (int i = 0; i < events; i++) {
            dispatcher.publish(event(i));
        }
        Awaitility.await().until(() -> dispatcher.stats().waiting() == 0);
    }

    private static TokenEvent event(long count) {
        return new Purged(TestTime.START, count, TestTime.START);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            boolean unused = latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
