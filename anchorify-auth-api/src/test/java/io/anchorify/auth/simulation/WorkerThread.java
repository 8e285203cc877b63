package io.anchorify.auth.simulation;

import java.lang.reflect.Method;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A real thread that runs one simulated thread after another. It runs only while it has the turn. Virtual on a JDK that has
 * virtual threads, because they pass the turn faster.
 */
final class WorkerThread implements Runnable {

    private static final @Nullable Method START_VIRTUAL = startVirtualThread();

    private final UnaryOperator<@Nullable SimulatedThread> work;
    private final Thread thread;
    private volatile boolean turn;
    private @Nullable SimulatedThread task;

    /**
     * A worker that waits for its turn.
     *
     * @param work runs a simulated thread to its end, and returns the one that is assigned to this worker next, if any
     */
    WorkerThread(UnaryOperator<@Nullable SimulatedThread> work) {
        this.work = work;
        this.thread = start();
    }

    /** Gives this worker the turn. */
    void wake() {
        turn = true;
        LockSupport.unpark(thread);
    }

    void assign(@Nullable SimulatedThread next) {
        task = next;
        if (next != null) {
            next.worker = this;
        }
    }

    /** Called by this thread only. */
    void awaitTurn() {
        while (!turn) {
            LockSupport.park(this);
        }
        turn = false;
    }

    @Override
    public void run() {
        awaitTurn();
        while (task != null) {
            SimulatedThread next = task;
            while (next != null) {
                next = work.apply(next);
            }
            awaitTurn();
        }
    }

    private Thread start() {
        if (START_VIRTUAL != null) {
            try {
                return (Thread) START_VIRTUAL.invoke(null, this);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        Thread started = new Thread(this, "simulation");
        started.setDaemon(true);
        started.start();
        return started;
    }

    private static @Nullable Method startVirtualThread() {
        try {
            return Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
