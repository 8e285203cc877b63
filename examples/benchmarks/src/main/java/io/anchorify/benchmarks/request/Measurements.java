package io.anchorify.benchmarks.request;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;

/** What was measured with one number of tokens, in one run. */
final class Measurements {

    static final String NOTHING = "nothing";
    static final String FLOOR = "floor";
    static final String FILTER = "filter";
    static final String MALFORMED = "malformed";
    static final String DROPWIZARD = "dropwizard";
    static final String DROPWIZARD_NOTHING = "dropwizardNothing";

    private final int tokens;
    private final SortedMap<String, Measurement> byContender = new TreeMap<>();

    Measurements(Collection<Measurement> measurements) {
        tokens = measurements.iterator().next().tokens();
        measurements.forEach(one -> byContender.merge(one.contender(), one, Measurement::and));
    }

    /** One for each number of tokens, the smallest first. */
    static List<Measurements> of(Collection<RunResult> results) {
        return results.stream()
                .map(Measurement::of)
                .collect(Collectors.groupingBy(Measurement::tokens, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(Measurements::new)
                .toList();
    }

    int tokens() {
        return tokens;
    }

    List<Measurement> fastestFirst() {
        return byContender.values().stream()
                .sorted(Comparator.comparingDouble(Measurement::medianNanos))
                .toList();
    }

    Optional<Measurement> find(String contender) {
        return Optional.ofNullable(byContender.get(contender));
    }

    /** A figure, or NaN of what was not measured. */
    double value(String contender, ToDoubleFunction<Measurement> figure) {
        return find(contender).map(one -> figure.applyAsDouble(one)).orElse(Double.NaN);
    }

    /** What a contender costs beyond the request object that it is given. */
    double share(String contender, ToDoubleFunction<Measurement> figure) {
        String object = Objects.equals(contender, DROPWIZARD) ? DROPWIZARD_NOTHING : NOTHING;
        return value(contender, figure) - value(object, figure);
    }
}
