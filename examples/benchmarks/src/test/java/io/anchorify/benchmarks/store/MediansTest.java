package io.anchorify.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.benchmarks.store.Medians.Range;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MediansTest {

    @Test
    void rangeOfTheMedian_ofManyValues_isAroundTheMiddle() {
        List<Double> hundred =
                DoubleStream.iterate(100, value -> value - 1).limit(100).boxed().toList();

        // Of the binomial distribution for 100 throws of a coin, 95 % are between 40 and 60.
        assertThat(Range.of(hundred)).isEqualTo(new Range(41, 60));
    }

    @Test
    void rangeOfTheMedian_ofFewValues_isAllOfThem() {
        assertThat(Range.of(List.of(2.0, 3.0, 1.0))).isEqualTo(new Range(1, 3));
        assertThat(Range.of(List.of(2.0))).isEqualTo(new Range(2, 2));
    }

    @Test
    void ratios_areOfTheSameRound() {
        List<Integer> rounds = List.of(10, 200, 3000);
        List<Integer> others = List.of(10, 100, 1000);

        assertThat(Medians.ofRatios(rounds, others, Integer::doubleValue)).isEqualTo(2);
        assertThat(Medians.rangeOfRatios(rounds, others, Integer::doubleValue)).isEqualTo(new Range(1, 3));
    }
}
