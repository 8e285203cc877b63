package io.anchorify.auth.simulation;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A thread of the simulation: a request, a task, a loop. It occupies a worker from its first step on. */
final class SimulatedThread {

    final SimulatedHost host;
    final String name;
    final Runnable work;

    /** When it continues. */
    long at;

    /** Orders the threads that continue at the same time. */
    long order;

    /** When it would continue if nothing had delayed it. */
    long due;

    @Nullable
    BooleanSupplier condition;

    @Nullable
    WorkerThread worker;

    SimulatedThread(SimulatedHost host, String name, Runnable work) {
        this.host = host;
        this.name = name;
        this.work = work;
    }

    boolean hasStarted() {
        return worker != null;
    }

    @Override
    public String toString() {
        return host.name + " " + name;
    }
}
