package io.anchorify.auth.simulation;

import io.anchorify.auth.testing.OneShotScheduler;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs each task on a simulated thread. After a shutdown, tasks that were scheduled before still run. */
class SimulatedExecutor extends OneShotScheduler {

    private final SimulatedHost host;
    private final FaultPlan faults;

    SimulatedExecutor(SimulatedHost host, FaultPlan faults) {
        this.host = host;
        this.faults = faults;
    }

    @Override
    public void execute(Runnable command) {
        start(command, 0);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Task<Boolean> task = new Task<>(() -> true);
        start(
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

    private void start(Runnable command, long delay) {
        requireRunning();
        host.start("background", delay + faults.schedulingDelay(), command);
    }
}
