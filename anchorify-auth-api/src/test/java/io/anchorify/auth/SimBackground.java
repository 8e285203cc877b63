package io.anchorify.auth;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** The background of a service in the simulation. */
final class SimBackground extends BackgroundThreads {

    private final SimExecutor scheduler;

    SimBackground(SimHost host, SimWeather weather) {
        this.scheduler = new SimExecutor(host, weather);
    }

    @Override
    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** On the thread of the caller, which is one of the simulation and waits for the result as one of it. */
    @Override
    <T> CompletionStage<T> call(Supplier<CompletableFuture<T>> call) {
        return call.get();
    }

    @Override
    void close() {
        scheduler.shutdown();
    }
}
