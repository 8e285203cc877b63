package io.anchorify.benchmarks.store;

/**
 * How long calls took, in nanoseconds: exact up to 128, and to one part in a hundred above. For one thread at a time.
 */
final class Histogram {

    private static final int BITS = 6;

    private final long[] counts = new long[(Long.SIZE - BITS) << BITS];
    private long count;
    private long longest;

    void record(long nanos) {
        long time = Math.max(0, nanos);
        counts[step(time)]++;
        count++;
        longest = Math.max(longest, time);
    }

    void add(Histogram other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
        longest = Math.max(longest, other.longest);
    }

    long count() {
        return count;
    }

    double longest() {
        return (double) longest;
    }

    /** The time within which this share of the calls was answered; zero if there were none. */
    double at(double share) {
        long left = (long) Math.ceil(count * share);
        for (int i = 0; i < counts.length && left > 0; i++) {
            left -= counts[i];
            if (left <= 0) {
                return Math.min(middle(i), longest());
            }
        }
        return 0;
    }

    private static int step(long time) {
        int shift = Math.max(0, Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(time | 1));
        return (shift << BITS) + (int) (time >>> shift);
    }

    private static double middle(int step) {
        int shift = Math.max(0, (step >> BITS) - 1);
        long from = (long) (step - (shift << BITS)) << shift;
        return from + ((1L << shift) - 1) / 2.0;
    }
}
