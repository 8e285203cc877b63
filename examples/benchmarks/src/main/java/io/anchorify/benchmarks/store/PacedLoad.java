package io.anchorify.benchmarks.store;

import io.anchorify.benchmarks.support.Pause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/**
 * Calls at a pace that does not depend on how fast they are answered, as those of many clients are. A call that comes late
 * because those before it took long counts from when it should have been made.
 *
 * <p>Each thread makes its calls of a millisecond together, for no thread can be woken for one call every few
 * microseconds; a call's time includes that it waited for the ones before it.
 */
final class PacedLoad {

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(1);

    private final int threads;
    private final double callsInTick;
    private final LongPredicate call;

    /**
     * A load.
     *
     * @param rate how many calls a second all threads make together
     * @param call called with numbers that no other thread has, from zero up
     */
    PacedLoad(int threads, double rate, LongPredicate call) {
        this.threads = threads;
        this.callsInTick = rate / threads * TICK / TimeUnit.SECONDS.toNanos(1);
        this.call = call;
    }

    /** Calls for this time, and not longer, however far it is behind. */
    Windows run(Duration time) {
        long begin = System.nanoTime();
        Windows windows = new Windows(time);
        List<Long> reached = Threads.all(threads, thread -> run(thread, begin, time.toNanos(), windows));
        windows.end(reached.stream().mapToLong(Long::longValue).min().orElse(0));
        return windows;
    }

    /** Answers up to which moment of the plan all calls were made. */
    private long run(int thread, long begin, long length, Windows windows) {
        Windows.Recorder recorder = windows.recorder();
        long number = thread;
        long made = 0;
        // Not all threads at the same moment.
        long due = TICK * thread / threads;
        while (due < length && System.nanoTime() - begin < length) {
            Pause.until(begin + due);
            long planned = (long) (callsInTick * (due / TICK + 1));
            for (; made < planned; made++) {
                if (!call.test(number)) {
                    throw new IllegalStateException("A call was not answered as it should be");
                }
                recorder.record(due, System.nanoTime() - begin - due);
                number += threads;
            }
            due += TICK;
        }
        recorder.end();
        return due;
    }
}
