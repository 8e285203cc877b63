package io.anchorify.benchmarks.stack;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** How often something took how long, to ten nanoseconds. Written by one thread, read by another when that one rests. */
final class Nanos {

    private static final int RESOLUTION = 10;
    /** The last one counts everything from 100 µs on: that was no computing, but waiting for a processor. */
    private static final int BUCKETS = 10_000;

    private final AtomicIntegerArray counts = new AtomicIntegerArray(BUCKETS + 1);

    void add(long nanos) {
        int bucket = (int) Math.min(BUCKETS, nanos / RESOLUTION);
        counts.setOpaque(bucket, counts.getOpaque(bucket) + 1);
    }

    /** Adds what another one has counted, and lets that begin anew. */
    void takeFrom(Nanos other) {
        for (int bucket = 0; bucket <= BUCKETS; bucket++) {
            counts.addAndGet(bucket, other.counts.getAndSet(bucket, 0));
        }
    }

    /** The time that a share of the counted ones took at most, in nanoseconds. */
    long quantile(double share) {
        long wanted = (long) Math.ceil(share * count());
        long seen = 0;
        int bucket = 0;
        while (bucket < BUCKETS && seen + counts.get(bucket) < wanted) {
            seen += counts.get(bucket++);
        }
        return (long) bucket * RESOLUTION;
    }

    /** The mean of the quicker ones, in nanoseconds: interruptions are left out. */
    double meanBelow(double share) {
        long limit = quantile(share) / RESOLUTION;
        long seen = 0;
        double sum = 0;
        for (int bucket = 0; bucket <= limit; bucket++) {
            seen += counts.get(bucket);
            sum += (double) counts.get(bucket) * (bucket + 0.5) * RESOLUTION;
        }
        return seen == 0 ? 0 : sum / seen;
    }

    long count() {
        long count = 0;
        for (int bucket = 0; bucket <= BUCKETS; bucket++) {
            count += counts.get(bucket);
        }
        return count;
    }

    /** The columns of {@link Profile}'s table. */
    String describe() {
        return String.format(
                Locale.ROOT,
                "%,d | %d | %d | %d | %d | %.0f",
                count(),
                quantile(0.1),
                quantile(0.5),
                quantile(0.9),
                quantile(0.99),
                meanBelow(0.99));
    }
}
