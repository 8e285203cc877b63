package io.anchorify.auth.simulation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A future whose {@link #get()} waits in simulated time, and so does that of every stage after it. */
final class SimulatedFuture<T> extends CompletableFuture<T> {

    private final SimulatedHost host;

    SimulatedFuture(SimulatedHost host) {
        this.host = host;
    }

    static <T> CompletableFuture<T> of(CompletableFuture<T> future, SimulatedHost host) {
        return new SimulatedFuture<Void>(host).completeNow().thenCompose(any -> future);
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new SimulatedFuture<>(host);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        host.await(this::isDone);
        return super.get();
    }

    private SimulatedFuture<T> completeNow() {
        complete(null);
        return this;
    }
}
