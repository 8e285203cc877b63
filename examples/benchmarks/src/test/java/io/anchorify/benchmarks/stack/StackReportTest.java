package io.anchorify.benchmarks.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class StackReportTest {

    private final StackReport report = new StackReport("bare");

    @Test
    void table_ofSeveralStarts_comparesWithinATurnAndTakesMediansOfThat() {
        report.add(new Measurement("bare", 0, 0, 50_000, 12, 8, 1, 900));
        report.add(new Measurement("quick", 0, 0, 49_000, 13, 8, 2, 950));
        // A slow turn for both, which is no difference between them.
        report.add(new Measurement("bare", 1, 0, 10_000, 60, 40, 1, 4_500));
        report.add(new Measurement("quick", 1, 0, 9_500, 63, 40, 9, 4_600));
        report.add(new Measurement("bare", 2, 0, 60_000, 11, 7, 1, 800));
        report.add(new Measurement("quick", 2, 0, 54_000, 12.5, 7, 2.5, 850));

        assertThat(report.table().lines())
                .contains(
                        "| bare | 50,000 | 1.000 (1.000 to 1.000) | 20.00 | 8.00 | 1.00 | 0.00 (0.00 to 0.00) | 900 |",
                        "| quick | 49,000 | 0.950 (0.900 to 0.980) | 21.00 | 8.00 | 2.50 | 1.50 (1.00 to 3.00) | 950 |");
    }

    @Test
    void table_ofSeveralTurns_hasTheMedianOfEachStart() {
        for (int turn = 0; turn < 3; turn++) {
            report.add(new Measurement("bare", 0, turn, 50_000, 12, 8, 1, 900));
            report.add(new Measurement("bare", 1, turn, 50_000, 12, 8, 1, 900));
        }
        report.add(new Measurement("quick", 0, 0, 49_000, 12, 8, 1, 900));
        report.add(new Measurement("quick", 0, 1, 48_000, 12, 8, 1, 900));
        // What came in the way of one turn does not count.
        report.add(new Measurement("quick", 0, 2, 5_000, 12, 8, 1, 900));
        report.add(new Measurement("quick", 1, 0, 50_000, 12, 8, 1, 900));
        report.add(new Measurement("quick", 1, 1, 50_000, 12, 8, 1, 900));
        report.add(new Measurement("quick", 1, 2, 50_000, 12, 8, 1, 900));

        assertThat(report.table()).contains("| quick | 49,500 | 0.980 (0.960 to 1.000) |");
    }

    @Test
    void table_ofMarkdown_hasAsManyColumnsInEachLine() {
        report.add(new Measurement("bare", 0, 0, 50_000, 12, 8, 1, 900));

        assertThat(report.table().lines().map(line -> line.split("\\|", -1).length))
                .hasSize(3)
                .containsOnly(10);
    }

    @Test
    void table_withoutTheBaseOfATurn_isRefused() {
        report.add(new Measurement("bare", 0, 0, 50_000, 12, 8, 1, 900));
        report.add(new Measurement("quick", 1, 0, 50_000, 12, 8, 1, 900));

        assertThatIllegalStateException().isThrownBy(report::table).withMessageContaining("bare");
    }

    @Test
    void spread_ofAnEvenNumber_hasTheMeanOfTheTwoInTheMiddle() {
        assertThat(Spread.of(DoubleStream.of(4, 1, 3, 100))).isEqualTo(new Spread(3.5, 1, 100));
    }

    @Test
    void spread_ofNothing_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(DoubleStream.empty()));
    }
}
