package io.anchorify.auth;

import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A real thread, which works for one simulated thread after the other and waits for its turn in between. */
final class SimWorker implements Runnable {

    private final UnaryOperator<@Nullable SimThread> work;
    private final Thread thread;
    private volatile boolean turn;
    private @Nullable SimThread task;

    /**
     * A worker that begins to wait.
     *
     * @param work runs a simulated thread to its end; answers which one has been assigned to this worker next, if any
     */
    SimWorker(UnaryOperator<@Nullable SimThread> work) {
        this.work = work;
        this.thread = SimThreads.start(this);
    }

    /** Gives the turn to the worker, with a new task or in the middle of its last one. */
    void wake() {
        turn = true;
        LockSupport.unpark(thread);
    }

    void assign(@Nullable SimThread next) {
        task = next;
        if (next != null) {
            next.worker = this;
        }
    }

    /** Called by the worker's own thread: stands still until somebody gives it the turn. */
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
            SimThread next = task;
            while (next != null) {
                next = work.apply(next);
            }
            awaitTurn();
        }
    }
}
