package io.anchorify.benchmarks.request;

import org.openjdk.jmh.results.RunResult;

/**
 * What a request costs.
 *
 * @param nanos the time of the fastest iteration: a disturbance only ever makes an iteration slower
 * @param bytes the lowest allocation of an iteration, NaN without the GC profiler
 */
record Cost(double nanos, double bytes) {

    static final Cost UNKNOWN = new Cost(Double.NaN, Double.NaN);

    static Cost of(RunResult result) {
        double bytes = result.getSecondaryResults().values().stream()
                .filter(secondary -> secondary.getLabel().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(secondary -> secondary.getStatistics().getMin())
                .min()
                .orElse(Double.NaN);
        return new Cost(result.getPrimaryResult().getStatistics().getMin(), bytes);
    }

    Cost lower(Cost other) {
        return new Cost(Math.min(nanos, other.nanos), Math.min(bytes, other.bytes));
    }
}
