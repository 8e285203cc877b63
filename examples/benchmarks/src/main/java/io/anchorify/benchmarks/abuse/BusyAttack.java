package io.anchorify.benchmarks.abuse;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes the processor and nothing else: so much of it each time, however often the thread is interrupted by others. Gives
 * it up once for each strike, as a thread does that waits for a database; one that never does is scheduled in another way.
 */
final class BusyAttack implements Attack {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long WARM_UP = 20_000_000;
    private static final long CALIBRATION = 100_000_000;

    private final long steps;
    private volatile long sink;

    private BusyAttack(long steps) {
        this.steps = steps;
    }

    /** An attack that takes so many nanoseconds of processor time. */
    static BusyAttack taking(double nanos, double nanosPerStep) {
        return new BusyAttack(Math.max(1, Math.round(nanos / nanosPerStep)));
    }

    /** How long a step takes on a processor of this machine. */
    static double nanosPerStep() {
        BusyAttack attack = new BusyAttack(CALIBRATION);
        attack.work(WARM_UP);
        long begin = THREADS.getCurrentThreadCpuTime();
        attack.work(CALIBRATION);
        return (double) (THREADS.getCurrentThreadCpuTime() - begin) / CALIBRATION;
    }

    @Override
    public Answer strike(long number) {
        work(steps);
        LockSupport.parkNanos(1);
        return Answer.NONE;
    }

    /** Each step needs the one before it, so none can be saved. */
    private void work(long count) {
        long x = sink;
        for (long i = 0; i < count; i++) {
            x = x * 31 + (x >>> 17) + i;
        }
        sink = x;
    }
}
