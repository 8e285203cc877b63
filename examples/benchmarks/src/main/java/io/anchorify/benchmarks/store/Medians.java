package io.anchorify.benchmarks.store;

import io.anchorify.benchmarks.support.Median;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Medians over rounds. */
final class Medians {

    private Medians() {}

    static <T> double of(List<T> rounds, ToDoubleFunction<T> figure) {
        return Median.of(rounds.stream().map(figure::applyAsDouble).toList());
    }

    /** The median of what a figure of one is to that of the other in the same round, which had the same machine. */
    static <T> double ofRatios(List<T> rounds, List<T> others, ToDoubleFunction<T> figure) {
        List<Integer> numbers = IntStream.range(0, rounds.size()).boxed().toList();
        return of(numbers, i -> figure.applyAsDouble(rounds.get(i)) / figure.applyAsDouble(others.get(i)));
    }
}
