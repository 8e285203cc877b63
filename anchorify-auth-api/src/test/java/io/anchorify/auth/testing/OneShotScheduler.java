package io.anchorify.auth.testing;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A scheduler for single tasks only, which is all that the library uses. A subclass decides when they run. */
public abstract class OneShotScheduler extends AbstractExecutorService implements ScheduledExecutorService {

    private volatile boolean shutdown;

    protected final void requireRunning() {
        if (shutdown) {
            throw new RejectedExecutionException();
        }
    }

    @Override
    public final ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public final ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public final void shutdown() {
        shutdown = true;
    }

    @Override
    public final List<Runnable> shutdownNow() {
        shutdown = true;
        return List.of();
    }

    @Override
    public final boolean isShutdown() {
        return shutdown;
    }

    @Override
    public final boolean isTerminated() {
        return shutdown;
    }

    @Override
    public final boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutdown;
    }

    /** A task that can be cancelled before it starts. */
    public static class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {

        public Task(Callable<V> callable) {
            super(callable);
        }

        @Override
        public final long getDelay(TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public final int compareTo(Delayed other) {
            throw new UnsupportedOperationException();
        }
    }
}
