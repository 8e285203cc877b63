package io.anchorify.auth;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs real threads one at a time, in simulated time. Whoever sleeps hands the turn to the thread that is to go on
 * first, and the clock jumps there; so how long each thread sleeps at each of its steps is the whole schedule. Nothing
 * here looks at a real clock or depends on which of two real threads is faster.
 *
 * <p>One scheduler makes many runs, one after the other, with the same real threads. All that is not of the thread which
 * has the turn is handed over with the turn.
 */
final class SimScheduler implements AutoCloseable {

    private final Deque<SimWorker> idle = new ArrayDeque<>();
    private final PriorityQueue<SimThread> queue = new PriorityQueue<>(
            Comparator.comparingLong((SimThread thread) -> thread.at).thenComparingLong(thread -> thread.order));
    private final List<SimThread> waiting = new ArrayList<>();
    private final List<SimThread> begun = new ArrayList<>();
    private @Nullable SimThread running;
    private long now;
    private long order;
    private boolean ending;
    private @Nullable Throwable failure;

    private @Nullable Thread caller;
    private volatile boolean over;

    /** Runs a thread, and all that it begins, until {@link #end()}; called from outside. */
    void run(SimHost host, Runnable first) {
        now = 0;
        order = 0;
        ending = false;
        failure = null;
        over = false;
        caller = Thread.currentThread();
        begin(host, "director", 0, first);
        giveTurn(next());
        while (!over) {
            LockSupport.park(this);
        }
        queue.clear();
        waiting.clear();
    }

    /** What a thread threw that nobody expects, and which ended the run. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    long now() {
        return now;
    }

    SimThread running() {
        return Objects.requireNonNull(running);
    }

    /** Begins a thread after a time. */
    void begin(SimHost host, String name, long after, Runnable work) {
        enqueue(new SimThread(host, name, work), now + after);
    }

    /** Lets the time pass, and others run, before the running thread goes on. */
    void sleep(long nanos) {
        SimThread me = running();
        requireLife(me);
        if (nanos > 0) {
            enqueue(me, now + nanos);
            handOver(me);
        }
    }

    /** The same until something is the case, but not longer than a time; answers whether it is the case. */
    boolean await(BooleanSupplier condition, long atMost) {
        SimThread me = running();
        requireLife(me);
        if (condition.getAsBoolean()) {
            return true;
        }
        me.condition = condition;
        waiting.add(me);
        enqueue(me, now + atMost);
        handOver(me);
        return condition.getAsBoolean();
    }

    /** Lets all go on soon who have begun and only wait for the time, and all in time who were put off. */
    void hurry(long nanos) {
        List<SimThread> all = List.copyOf(queue);
        queue.clear();
        for (SimThread thread : all) {
            boolean waits = thread.hasBegun() && thread.condition == null;
            thread.at = waits ? Math.min(thread.at, now + nanos) : Math.max(thread.due, now);
            queue.add(thread);
        }
    }

    /** Ends the run: every thread is ended where it stands. */
    void end() {
        ending = true;
        throw new SimKilled();
    }

    @Override
    public void close() {
        idle.forEach(SimWorker::wake);
        idle.clear();
    }

    private void enqueue(SimThread thread, long at) {
        thread.at = at;
        thread.due = at;
        thread.order = order++;
        queue.add(thread);
    }

    private void handOver(SimThread me) {
        SimThread next = Objects.requireNonNull(next());
        if (next != me) {
            giveTurn(next);
            Objects.requireNonNull(me.worker).awaitTurn();
        }
        running = me;
        forgetCondition(me);
        requireLife(me);
    }

    private void requireLife(SimThread me) {
        if (ending || me.host.isDead()) {
            throw new SimKilled();
        }
    }

    private void giveTurn(@Nullable SimThread next) {
        if (next == null) {
            over = true;
            LockSupport.unpark(caller);
            return;
        }
        if (!next.hasBegun()) {
            SimWorker worker = idle.isEmpty() ? new SimWorker(this::work) : idle.pop();
            worker.assign(next);
        }
        Objects.requireNonNull(next.worker).wake();
    }

    /** Runs a thread to its end, on the worker that calls this; what comes next runs on the same one if it is new. */
    private @Nullable SimThread work(@Nullable SimThread thread) {
        SimThread me = Objects.requireNonNull(thread);
        SimWorker worker = Objects.requireNonNull(me.worker);
        running = me;
        begun.add(me);
        try {
            me.work.run();
        } catch (SimKilled e) {
            // As intended.
        } catch (Throwable e) {
            failure = e;
            ending = true;
        }
        begun.remove(me);
        SimThread next = next();
        if (next != null && !next.hasBegun()) {
            worker.assign(next);
            return next;
        }
        worker.assign(null);
        idle.push(worker);
        giveTurn(next);
        return null;
    }

    /** Who goes on, at the moment to which the clock is set by this; nobody if the run is over. */
    private @Nullable SimThread next() {
        if (ending) {
            return begun.isEmpty() ? null : begun.get(0);
        }
        wakeWhoWaited();
        SimThread next = queue.remove();
        while (!isFree(next)) {
            next = queue.remove();
        }
        now = Math.max(now, next.at);
        return next;
    }

    /** Not if its process is paused, until which time it is put off, or dead before it began. */
    private boolean isFree(SimThread thread) {
        if (thread.host.isDead()) {
            return thread.hasBegun();
        }
        long pausedUntil = thread.host.pausedUntil();
        if (pausedUntil > thread.at) {
            thread.at = pausedUntil;
            queue.add(thread);
            return false;
        }
        return true;
    }

    private void wakeWhoWaited() {
        for (int i = waiting.size() - 1; i >= 0; i--) {
            SimThread thread = waiting.get(i);
            if (Objects.requireNonNull(thread.condition).getAsBoolean()) {
                waiting.remove(i);
                thread.condition = null;
                queue.remove(thread);
                enqueue(thread, now);
            }
        }
    }

    private void forgetCondition(SimThread me) {
        if (me.condition != null) {
            me.condition = null;
            waiting.remove(me);
        }
    }
}
