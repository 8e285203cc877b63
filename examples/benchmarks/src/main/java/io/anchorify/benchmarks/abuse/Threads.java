package io.anchorify.benchmarks.abuse;

/** Waiting. */
final class Threads {

    private Threads() {}

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
