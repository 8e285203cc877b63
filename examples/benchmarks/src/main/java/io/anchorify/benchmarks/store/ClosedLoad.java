package io.anchorify.benchmarks.store;

import java.time.Duration;
import java.util.List;
import java.util.function.LongPredicate;

/** Calls from a number of threads, each of which makes its next call when the last one was answered. */
final class ClosedLoad {

    /** Where a call takes hardly longer than reading the clock, the clock is read once for so many. */
    private static final int CALLS_BETWEEN_CLOCKS = 256;

    private ClosedLoad() {}

    /**
     * Calls for a time, and notes how long each call took.
     *
     * @param call called with numbers that no other thread has, from zero up; {@code false} ends the load of its thread
     */
    static Sample timed(int threads, Duration time, LongPredicate call) {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        List<Histogram> times = Threads.all(threads, thread -> timedUntil(end, thread, threads, call));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        Histogram all = new Histogram();
        times.forEach(all::add);
        return new Sample(all.count(), took, all);
    }

    /** Calls for a time, and only counts the calls. */
    static Sample counted(int threads, Duration time, LongPredicate call) {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        List<Long> calls = Threads.all(threads, thread -> countedUntil(end, thread, threads, call));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        return new Sample(calls.stream().mapToLong(Long::longValue).sum(), took, new Histogram());
    }

    private static Histogram timedUntil(long end, int first, int step, LongPredicate call) {
        Histogram times = new Histogram();
        long number = first;
        long before = System.nanoTime();
        boolean goesOn = true;
        while (goesOn && before - end < 0) {
            goesOn = call.test(number);
            long now = System.nanoTime();
            if (goesOn) {
                times.record(now - before);
            }
            before = now;
            number += step;
        }
        return times;
    }

    private static long countedUntil(long end, int first, int step, LongPredicate call) {
        long calls = 0;
        long number = first;
        while (System.nanoTime() - end < 0) {
            for (int i = 0; i < CALLS_BETWEEN_CLOCKS; i++) {
                if (!call.test(number)) {
                    return calls;
                }
                number += step;
                calls++;
            }
        }
        return calls;
    }
}
