package io.anchorify.benchmarks.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * All measurements as a table. A server is compared with the base of the same round, and the median is taken of that: what
 * makes the machine slow for a while is then in both.
 */
final class StackReport {

    private static final String HEAD = """
            | contender | requests/s | relative to bare | CPU, µs per request | of it in the kernel | added CPU, µs per request \
            | p99, µs |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: |
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
                "| %s | %,.0f | %s | %.2f | %.2f | %s | %,.0f |",
                contender,
                median(contender, Measurement::requestsPerSecond),
                compared(contender, (its, bare) -> its.requestsPerSecond() / bare.requestsPerSecond())
                        .text("%.3f"),
                median(contender, Measurement::cpuMicros),
                median(contender, Measurement::systemMicros),
                compared(contender, (its, bare) -> its.cpuMicros() - bare.cpuMicros())
                        .text("%.2f"),
                median(contender, Measurement::p99Micros));
    }

    private double median(String contender, ToDoubleFunction<Measurement> figure) {
        return Spread.of(of(contender).stream().mapToDouble(figure)).median();
    }

    private Spread compared(String contender, ToDoubleBiFunction<Measurement, Measurement> comparison) {
        return Spread.of(of(contender).stream()
                .mapToDouble(measured -> comparison.applyAsDouble(measured, baseOf(measured.round()))));
    }

    private Measurement baseOf(int round) {
        return of(base).stream()
                .filter(measured -> measured.round() == round)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Round " + round + " has no measurement of " + base));
    }

    private List<Measurement> of(String contender) {
        return measurements.stream()
                .filter(measured -> measured.contender().equals(contender))
                .toList();
    }
}
