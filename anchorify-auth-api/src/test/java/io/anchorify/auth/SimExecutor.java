package io.anchorify.auth;

import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs each task on a thread of the simulation. After it was shut down, it still runs what was scheduled before. */
class SimExecutor extends OneShotScheduler {

    private final SimHost host;
    private final SimWeather weather;

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
        Task<Boolean> task = new Task<>(() -> true);
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

    private void begin(Runnable command, long delay) {
        requireRunning();
        host.begin("background", delay + weather.lateness(), command);
    }
}
