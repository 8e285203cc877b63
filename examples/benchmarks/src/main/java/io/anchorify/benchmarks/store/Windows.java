package io.anchorify.benchmarks.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How long calls took, by the tenth of a second in which they should have been made. */
final class Windows {

    static final Duration LENGTH = Duration.ofMillis(100);

    private static final long NANOS = TimeUnit.NANOSECONDS.convert(LENGTH);

    private final List<Histogram> windows = new ArrayList<>();

    Windows(Duration time) {
        for (long from = 0; from < time.toNanos(); from += NANOS) {
            windows.add(new Histogram());
        }
    }

    /** What one thread records with. */
    Recorder recorder() {
        return new Recorder();
    }

    /** Forgets the windows that not all threads came to the end of. */
    void end(long reached) {
        int complete = (int) Math.min(windows.size(), reached / NANOS);
        windows.subList(complete, windows.size()).clear();
    }

    int count() {
        return windows.size();
    }

    Histogram get(int window) {
        return windows.get(window);
    }

    List<Histogram> all() {
        return windows;
    }

    /** All of them as one. */
    Sample sum() {
        Histogram sum = new Histogram();
        windows.forEach(sum::add);
        return new Sample(sum.count(), LENGTH.multipliedBy(Math.max(1, windows.size())), sum);
    }

    private synchronized void add(int window, Histogram times) {
        windows.get(window).add(times);
    }

    /** Gathers what one thread sees of a window, so that threads need not wait for each other. */
    final class Recorder {

        private int window;
        private Histogram times = new Histogram();

        private Recorder() {}

        /** Records a call by when it should have been made, which never goes back. */
        void record(long due, long nanos) {
            int current = (int) (due / NANOS);
            if (current != window) {
                end();
                window = current;
                times = new Histogram();
            }
            times.record(nanos);
        }

        void end() {
            add(window, times);
        }
    }
}
