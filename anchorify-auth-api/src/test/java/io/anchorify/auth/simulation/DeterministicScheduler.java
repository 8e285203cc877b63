package io.anchorify.auth.simulation;

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
 * Runs simulated threads one at a time, in simulated time. A thread that sleeps passes the turn to the thread that wakes
 * first, and the clock jumps to that time, so the durations of all sleeps determine the schedule. Neither a real clock nor
 * the speed of the real threads has any effect.
 *
 * <p>One scheduler makes many runs, one after another, on the same real threads. Passing the turn publishes all state.
 */
final class DeterministicScheduler implements AutoCloseable {

    private final Deque<WorkerThread> idle = new ArrayDeque<>();
    private final PriorityQueue<SimulatedThread> queue = new PriorityQueue<>(
            Comparator.comparingLong((SimulatedThread thread) -> thread.at).thenComparingLong(thread -> thread.order));
    private final List<SimulatedThread> waiting = new ArrayList<>();
    private final List<SimulatedThread> started = new ArrayList<>();
    private @Nullable SimulatedThread running;
    private long now;
    private long order;
    private boolean ending;
    private @Nullable Throwable failure;

    private @Nullable Thread caller;
    private volatile boolean over;

    /** Runs a thread, and all threads that it starts, until {@link #end()}. Called by a real thread. */
    void run(SimulatedHost host, Runnable first) {
        now = 0;
        order = 0;
        ending = false;
        failure = null;
        over = false;
        caller = Thread.currentThread();
        start(host, "director", 0, first);
        passTurn(next());
        while (!over) {
            LockSupport.park(this);
        }
        queue.clear();
        waiting.clear();
    }

    /** What a thread threw unexpectedly, which ended the run. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    long now() {
        return now;
    }

    SimulatedThread running() {
        return Objects.requireNonNull(running);
    }

    void start(SimulatedHost host, String name, long delay, Runnable work) {
        enqueue(new SimulatedThread(host, name, work), now + delay);
    }

    /** Lets time pass, and other threads run, before the running thread continues. */
    void sleep(long nanos) {
        SimulatedThread me = running();
        requireAlive(me);
        if (nanos > 0) {
            enqueue(me, now + nanos);
            yieldTurn(me);
        }
    }

    /** Sleeps until a condition holds, at most for a time, and returns whether it holds. */
    boolean await(BooleanSupplier condition, long atMost) {
        SimulatedThread me = running();
        requireAlive(me);
        if (condition.getAsBoolean()) {
            return true;
        }
        me.condition = condition;
        waiting.add(me);
        enqueue(me, now + atMost);
        yieldTurn(me);
        return condition.getAsBoolean();
    }

    /** Ends delays: threads that sleep continue soon, and threads that were delayed continue when they were due. */
    void endDelays(long nanos) {
        List<SimulatedThread> all = List.copyOf(queue);
        queue.clear();
        for (SimulatedThread thread : all) {
            boolean sleeps = thread.hasStarted() && thread.condition == null;
            thread.at = sleeps ? Math.min(thread.at, now + nanos) : Math.max(thread.due, now);
            queue.add(thread);
        }
    }

    /** Ends the run, and every thread at its current step. */
    void end() {
        ending = true;
        throw new ThreadKilled();
    }

    @Override
    public void close() {
        idle.forEach(WorkerThread::wake);
        idle.clear();
    }

    private void enqueue(SimulatedThread thread, long at) {
        thread.at = at;
        thread.due = at;
        thread.order = order++;
        queue.add(thread);
    }

    private void yieldTurn(SimulatedThread me) {
        SimulatedThread next = Objects.requireNonNull(next());
        if (next != me) {
            passTurn(next);
            Objects.requireNonNull(me.worker).awaitTurn();
        }
        running = me;
        stopWaiting(me);
        requireAlive(me);
    }

    private void requireAlive(SimulatedThread me) {
        if (ending || me.host.isDead()) {
            throw new ThreadKilled();
        }
    }

    private void passTurn(@Nullable SimulatedThread next) {
        if (next == null) {
            over = true;
            LockSupport.unpark(caller);
            return;
        }
        if (!next.hasStarted()) {
            WorkerThread worker = idle.isEmpty() ? new WorkerThread(this::work) : idle.pop();
            worker.assign(next);
        }
        Objects.requireNonNull(next.worker).wake();
    }

    /** Runs a thread to its end on the calling worker. Returns the next one if it is new, to run on the same worker. */
    private @Nullable SimulatedThread work(@Nullable SimulatedThread thread) {
        SimulatedThread me = Objects.requireNonNull(thread);
        WorkerThread worker = Objects.requireNonNull(me.worker);
        running = me;
        started.add(me);
        try {
            me.work.run();
        } catch (ThreadKilled e) {
            // As intended.
        } catch (Throwable e) {
            failure = e;
            ending = true;
        }
        started.remove(me);
        SimulatedThread next = next();
        if (next != null && !next.hasStarted()) {
            worker.assign(next);
            return next;
        }
        worker.assign(null);
        idle.push(worker);
        passTurn(next);
        return null;
    }

    /** The thread that continues, at the time to which this sets the clock; {@code null} when the run is over. */
    private @Nullable SimulatedThread next() {
        if (ending) {
            return started.isEmpty() ? null : started.get(0);
        }
        checkConditions();
        SimulatedThread next = queue.remove();
        while (!mayRun(next)) {
            next = queue.remove();
        }
        now = Math.max(now, next.at);
        return next;
    }

    /** Delays a thread whose process is paused. A thread whose process died before its first step never runs. */
    private boolean mayRun(SimulatedThread thread) {
        if (thread.host.isDead()) {
            return thread.hasStarted();
        }
        long pausedUntil = thread.host.pausedUntil();
        if (pausedUntil > thread.at) {
            thread.at = pausedUntil;
            queue.add(thread);
            return false;
        }
        return true;
    }

    private void checkConditions() {
        for (int i = waiting.size() - 1; i >= 0; i--) {
            SimulatedThread thread = waiting.get(i);
            if (Objects.requireNonNull(thread.condition).getAsBoolean()) {
                waiting.remove(i);
                thread.condition = null;
                queue.remove(thread);
                enqueue(thread, now);
            }
        }
    }

    private void stopWaiting(SimulatedThread me) {
        if (me.condition != null) {
            me.condition = null;
            waiting.remove(me);
        }
    }
}
