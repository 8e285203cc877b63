package io.anchorify.auth.testing;

import io.anchorify.auth.internal.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Time that advances only when a test says so: a wall clock, a monotonic clock and a scheduler that agree. Scheduled tasks run
 * on the thread that advances the time, each exactly when it is due.
 */
public final class TestTime implements InstantSource {

    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<TimedTask<?>> tasks = new ArrayList<>();
    private final Scheduler scheduler = new Scheduler();
    private volatile long nanos = Long.MAX_VALUE - 5_000_000_000L; // The monotonic clock wraps during the tests.
    private final long origin = nanos;

    @Override
    public Instant instant() {
        return START.plusNanos(nanos - origin);
    }

    public long nanoTime() {
        return nanos;
    }

    public Clocks clocks() {
        return new Clocks(this, this::nanoTime);
    }

    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** A separate scheduler, so that closing its service does not stop the others. */
    public ScheduledExecutorService newScheduler() {
        return new Scheduler();
    }

    public void advance(Duration duration) {
        long end = nanos + duration.toNanos();
        for (TimedTask<?> next = nextBefore(end); next != null; next = nextBefore(end)) {
            nanos = next.at;
            next.run();
        }
        nanos = end;
    }

    private @Nullable TimedTask<?> nextBefore(long end) {
        synchronized (tasks) {
            TimedTask<?> next = tasks.stream()
                    .filter(task -> task.at - end <= 0)
                    .min(Comparator.comparingLong(task -> task.at - nanos))
                    .orElse(null);
            tasks.remove(next);
            return next;
        }
    }

    private final class Scheduler extends OneShotScheduler {

        @Override
        public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
            requireRunning();
            TimedTask<V> task = new TimedTask<>(callable, nanos + unit.toNanos(delay));
            synchronized (tasks) {
                tasks.add(task);
            }
            return task;
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            return schedule(
                    () -> {
                        command.run();
                        return true;
                    },
                    delay,
                    unit);
        }

        @Override
        public void execute(Runnable command) {
            requireRunning();
            command.run();
        }
    }

    /** A task and the time at which it is due. */
    private static final class TimedTask<V> extends OneShotScheduler.Task<V> {

        private final long at;

        TimedTask(Callable<V> callable, long at) {
            super(callable);
            this.at = at;
        }
    }
}
