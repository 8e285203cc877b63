package io.anchorify.benchmarks.support;

import java.util.concurrent.locks.LockSupport;

/** Doing nothing. */
public final class Pause {

    private Pause() {}

    /**
     * Does nothing until a moment, and returns at once if that is over.
     *
     * @param moment of {@link System#nanoTime()}
     */
    public static void until(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
