package io.anchorify.benchmarks.abuse;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long requests took. Of one thread; several can be added up when their threads have ended. */
final class Latencies {

    private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);
    private static final int DIGITS = 3;
    private static final double MICRO = 1000;

    private final Histogram nanos = new Histogram(LONGEST, DIGITS);

    void add(long took) {
        nanos.recordValue(Math.min(Math.max(took, 0), LONGEST));
    }

    void addAll(Latencies others) {
        nanos.add(others.nanos);
    }

    Summary summary() {
        return new Summary(
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / MICRO,
                nanos.getValueAtPercentile(99) / MICRO,
                nanos.getValueAtPercentile(99.9) / MICRO,
                nanos.getMaxValue() / MICRO);
    }

    /**
     * What is kept of them, for the whole takes memory, which is measured here too. In microseconds.
     *
     * @param count how many there were
     * @param p50 the median
     * @param p99 what 99 % kept to
     * @param p999 what 99.9 % kept to
     * @param longest the longest
     */
    record Summary(long count, double p50, double p99, double p999, double longest) {}
}
