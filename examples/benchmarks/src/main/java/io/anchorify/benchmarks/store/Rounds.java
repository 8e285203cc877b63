package io.anchorify.benchmarks.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Loads that are put beside each other: they take turns, for a machine is faster at one moment than at another. */
final class Rounds {

    private final Map<String, Supplier<Sample>> sides = new LinkedHashMap<>();
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    /** Adds a load. */
    Rounds add(String name, Supplier<Sample> load) {
        sides.put(name, load);
        samples.put(name, new ArrayList<>());
        return this;
    }

    /** One round that does not count, then the others, every second one in the opposite order. */
    Rounds run(int rounds) {
        for (Supplier<Sample> load : sides.values()) {
            Sample unused = load.get();
        }
        List<String> order = new ArrayList<>(sides.keySet());
        for (int i = 0; i < rounds; i++) {
            for (String name : order) {
                of(name).add(Objects.requireNonNull(sides.get(name)).get());
            }
            Collections.reverse(order);
        }
        return this;
    }

    List<String> names() {
        return List.copyOf(sides.keySet());
    }

    double median(String name, ToDoubleFunction<Sample> figure) {
        return Medians.of(of(name), figure);
    }

    /** The median of what a figure is to that of another load in the same round. */
    double ratio(String name, String other, ToDoubleFunction<Sample> figure) {
        return Medians.ofRatios(of(name), of(other), figure);
    }

    /** Where that median lies with a certainty of 95 %. */
    Medians.Range ratioRange(String name, String other, ToDoubleFunction<Sample> figure) {
        return Medians.rangeOfRatios(of(name), of(other), figure);
    }

    private List<Sample> of(String name) {
        return Objects.requireNonNull(samples.get(name));
    }
}
