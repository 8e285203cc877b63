package io.anchorify.auth.jdbc.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures for how long the process could not run because it was paused, the host was busy, or the GC was running. A
 * thread that should wake every few milliseconds records by how much it was late.
 */
final class StallDetector implements Runnable {

    private static final long BEAT = Duration.ofMillis(20).toNanos();

    private long last = System.nanoTime();
    private long total;

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(BEAT);
            beat();
        }
    }

    /** The total until now, including a stall that has just ended. */
    synchronized Duration total() {
        return Duration.ofNanos(total + since(last));
    }

    private synchronized void beat() {
        total += since(last);
        last = System.nanoTime();
    }

    private static long since(long last) {
        return Math.max(0, System.nanoTime() - last - BEAT);
    }
}
