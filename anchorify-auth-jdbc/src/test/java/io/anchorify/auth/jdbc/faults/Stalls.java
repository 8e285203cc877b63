package io.anchorify.auth.jdbc.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * For how long a process did not get to run: because it was paused, because the host has too much to do, or because it
 * collected garbage. A thread that wants to run every few milliseconds notes when it could not.
 */
final class Stalls implements Runnable {

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

    /** All until now, with the one that this thread has only just come out of. */
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
