package io.anchorify.benchmarks.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What one contender cost with so many tokens.
 *
 * @param contender the name of the benchmark
 * @param tokens how many there were
 * @param nanos for one request, by iteration
 * @param bytes that one request allocated, by iteration; empty if nobody looked
 */
record Measurement(String contender, int tokens, List<Double> nanos, List<Double> bytes) {

    private static final String ALLOCATION = "gc.alloc.rate.norm";

    static Measurement of(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        return new Measurement(
                benchmark.substring(benchmark.lastIndexOf('.') + 1),
                Integer.parseInt(result.getParams().getParam("count")),
                values(result.getPrimaryResult()),
                result.getSecondaryResults().values().stream()
                        .filter(secondary -> secondary.getLabel().endsWith(ALLOCATION))
                        .flatMap(secondary -> values(secondary).stream())
                        .toList());
    }

    /** Both rounds of one run. */
    Measurement and(Measurement later) {
        return new Measurement(contender, tokens, join(nanos, later.nanos), join(bytes, later.bytes));
    }

    double medianNanos() {
        return median(nanos);
    }

    /** What disturbs an iteration only ever makes it longer, so the shortest is the one to decide by. */
    double lowestNanos() {
        return lowest(nanos);
    }

    double medianBytes() {
        return median(bytes);
    }

    /** What else allocates meanwhile, and code that is not yet compiled, only ever add to it. */
    double lowestBytes() {
        return lowest(bytes);
    }

    private static List<Double> values(Result<?> result) {
        List<Double> values = new ArrayList<>();
        result.getStatistics()
                .getRawData()
                .forEachRemaining((Map.Entry<Double, Long> entry) -> values.add(entry.getKey()));
        return values;
    }

    private static List<Double> join(List<Double> first, List<Double> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static double lowest(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        return size == 0 ? Double.NaN : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }
}
