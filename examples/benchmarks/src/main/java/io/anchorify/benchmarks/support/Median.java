package io.anchorify.benchmarks.support;

import java.util.Collection;

/** The middle of what was measured several times. */
public final class Median {

    private Median() {}

    /**
     * The median.
     *
     * @param values at least one
     * @return the value in the middle, or the mean of the two there
     */
    public static double of(Collection<? extends Number> values) {
        double[] sorted =
                values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
