package io.anchorify.benchmarks.stack;

import io.anchorify.benchmarks.support.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * All measurements as a table. A server is compared with the base in the same turn, for what makes the machine slow for a
 * while is then in both. The median of its turns is what a start came to, and the table has the median of that, and in
 * brackets the least and the most.
 */
final class StackReport {

    private static final String HEAD = """
            | contender | requests/s | relative to bare | CPU, µs per request | of it in the kernel | in the background | added CPU, µs per request \
            | p99, µs |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            """;

    private final String base;
    private final List<Measurement> measurements = new ArrayList<>();

    StackReport(String base) {
        this.base = base;
    }

    void add(Measurement measurement) {
        measurements.add(measurement);
    }

    String table() {
        StringBuilder table = new StringBuilder(HEAD);
        measurements.stream()
                .map(Measurement::contender)
                .distinct()
                .forEach(contender -> table.append(row(contender)).append('\n'));
        return table.toString();
    }

    private String row(String contender) {
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %s | %.2f | %.2f | %.2f | %s | %,.0f |",
                contender,
                median(contender, Measurement::requestsPerSecond),
                compared(contender, (its, bare) -> its.requestsPerSecond() / bare.requestsPerSecond())
                        .text("%.3f"),
                median(contender, Measurement::cpuMicros),
                median(contender, Measurement::systemMicros),
                median(contender, Measurement::backgroundMicros),
                compared(contender, (its, bare) -> its.cpuMicros() - bare.cpuMicros())
                        .text("%.2f"),
                median(contender, Measurement::p99Micros));
    }

    private double median(String contender, ToDoubleFunction<Measurement> figure) {
        return Spread.of(of(contender).stream().mapToDouble(figure)).median();
    }

    private Spread compared(String contender, ToDoubleBiFunction<Measurement, Measurement> comparison) {
        Map<Integer, List<Double>> byStart = of(contender).stream()
                .collect(Collectors.groupingBy(
                        Measurement::start,
                        Collectors.mapping(its -> comparison.applyAsDouble(its, baseOf(its)), Collectors.toList())));
        return Spread.of(byStart.values().stream().mapToDouble(Median::of));
    }

    private Measurement baseOf(Measurement measured) {
        return of(base).stream()
                .filter(measured::isBeside)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Turn " + measured.turn() + " of start " + measured.start()
                        + " has no measurement of " + base));
    }

    private List<Measurement> of(String contender) {
        return measurements.stream()
                .filter(measured -> measured.contender().equals(contender))
                .toList();
    }
}
