package io.anchorify.benchmarks.stack;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Several measurements of one thing.
 *
 * @param median the one in the middle, or the mean of the two that are
 * @param min the least
 * @param max the greatest
 */
record Spread(double median, double min, double max) {

    static Spread of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("There is no median of nothing");
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** As in {@code 0.95 (0.93 to 0.96)}. */
    String text(String format) {
        return String.format(Locale.ROOT, format + " (" + format + " to " + format + ")", median, min, max);
    }
}
