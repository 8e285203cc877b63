package io.anchorify.benchmarks.store;

import io.anchorify.benchmarks.support.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Runs the same work in a number of threads at once, and waits. */
final class Threads {

    private Threads() {}

    /**
     * Runs the work in each thread.
     *
     * @param work called in each thread with its number, from zero
     * @return what each came to
     * @throws IllegalStateException if one of them failed
     */
    static <T> List<T> all(int threads, IntFunction<T> work) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                running.add(executor.submit(() -> work.apply(thread)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A thread of the load failed", e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    /** Does nothing for a time, and not less. */
    static void pause(Duration time) {
        Pause.until(System.nanoTime() + time.toNanos());
    }
}
