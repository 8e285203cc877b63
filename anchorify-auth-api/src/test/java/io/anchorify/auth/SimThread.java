package io.anchorify.auth;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Something that runs in the simulation: a request, a task, a loop. It has a real thread from its first step on. */
final class SimThread {

    final SimHost host;
    final String name;
    final Runnable work;

    /** When it goes on, and as the how manyth of those that go on at that moment. */
    long at;

    /** When it would go on if nothing had put it off. */
    long due;

    long order;

    @Nullable
    BooleanSupplier condition;

    @Nullable
    SimWorker worker;

    SimThread(SimHost host, String name, Runnable work) {
        this.host = host;
        this.name = name;
        this.work = work;
    }

    boolean hasBegun() {
        return worker != null;
    }

    @Override
    public String toString() {
        return host.name + " " + name;
    }
}
