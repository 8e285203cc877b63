package io.anchorify.benchmarks.store;

/** How long calls took, in nanoseconds, to one part in a hundred. For one thread at a time. */
final class Histogram {

    private static final int DIGITS = 2;

    private final org.HdrHistogram.Histogram times = new org.HdrHistogram.Histogram(DIGITS);

    void record(long nanos) {
        times.recordValue(Math.max(0, nanos));
    }

    void add(Histogram other) {
        times.add(other.times);
    }

    long count() {
        return times.getTotalCount();
    }

    double longest() {
        return (double) times.getMaxValue();
    }

    /** The time within which this share of the calls was answered; zero if there were none. */
    double at(double share) {
        return (double) times.getValueAtPercentile(100 * share);
    }
}
