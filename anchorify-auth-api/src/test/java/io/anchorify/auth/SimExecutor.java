package io.anchorify.auth;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs each task on a thread of the simulation. After it was shut down, it still runs what was scheduled before. */
class SimExecutor extends AbstractExecutorService implements ScheduledExecutorService {

    private final SimHost host;
    private final SimWeather weather;
    private boolean shutdown;

    SimExecutor(SimHost host, SimWeather weather) {
        this.host = host;
        this.weather = weather;
    }

    @Override
    public void execute(Runnable command) {
        begin(command, 0);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Scheduled task = new Scheduled();
        begin(
                () -> {
                    if (!task.isCancelled()) {
                        command.run();
                    }
                },
                unit.toNanos(delay));
        return task;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutdown;
    }

    private void begin(Runnable command, long delay) {
        if (shutdown) {
            throw new RejectedExecutionException();
        }
        host.begin("background", delay + weather.lateness(), command);
    }

    /** Something that can be cancelled before it begins; nobody asks what came of it. */
    private static final class Scheduled extends FutureTask<Boolean> implements ScheduledFuture<Boolean> {

        Scheduled() {
            super(() -> true);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int compareTo(Delayed other) {
            throw new UnsupportedOperationException();
        }
    }
}
