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
        return Median.of(ratios(rounds, others, figure));
    }

    /** Where the median of such ratios lies with a certainty of 95 %, if each round is as good as another. */
    static <T> Range rangeOfRatios(List<T> rounds, List<T> others, ToDoubleFunction<T> figure) {
        return Range.of(ratios(rounds, others, figure));
    }

    private static <T> List<Double> ratios(List<T> rounds, List<T> others, ToDoubleFunction<T> figure) {
        return IntStream.range(0, rounds.size())
                .mapToObj(i -> figure.applyAsDouble(rounds.get(i)) / figure.applyAsDouble(others.get(i)))
                .toList();
    }

    /**
     * A range.
     *
     * @param low its lower end
     * @param high its upper end
     */
    record Range(double low, double high) {

        /** In ranks, of the root of how many values there are; half of the deviation that 95 of 100 normal values have at most. */
        private static final double RANKS = 0.98;

        /** By the ranks of the values, whatever their distribution: all of them, where they are few. */
        static Range of(List<Double> values) {
            List<Double> sorted = values.stream().sorted().toList();
            int left = (int) Math.max(0, sorted.size() / 2.0 - RANKS * Math.sqrt(sorted.size()));
            return new Range(sorted.get(left), sorted.get(sorted.size() - 1 - left));
        }
    }
}
