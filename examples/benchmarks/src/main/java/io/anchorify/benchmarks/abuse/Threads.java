package io.anchorify.benchmarks.abuse;

import java.util.concurrent.locks.LockSupport;

/** Waiting. */
final class Threads {

    private Threads() {}

    /** Until a moment of {@link System#nanoTime()}; returns at once if that is over. */
    static void sleepUntil(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Until a thread has ended. */
    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
