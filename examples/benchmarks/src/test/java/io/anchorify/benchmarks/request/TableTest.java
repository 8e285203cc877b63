package io.anchorify.benchmarks.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private static final Measurement NOTHING =
            new Measurement(Measurements.NOTHING, 10_000, List.of(2.5), List.of(0.0));
    private static final Measurement FLOOR =
            new Measurement(Measurements.FLOOR, 10_000, List.of(100.0, 105.0), List.of(0.0));

    @Test
    void table_ofOneRun_hasMediansRatiosAndBytesFastestFirst() {
        Measurement filter = new Measurement("filter", 10_000, List.of(190.0, 410.0, 205.0), List.of(64.0));

        assertThat(tableOf(filter, FLOOR, NOTHING).lines())
                .contains("### 10,000 tokens")
                .containsSubsequence(
                        "| contender | median ns | lowest ns | / floor | bytes |",
                        "| --- | ---: | ---: | ---: | ---: |",
                        "| nothing | 2.5 | 2.5 | 0.02 | 0.0 |",
                        "| floor | 102.5 | 100.0 | 1.00 | 0.0 |",
                        "| filter | 205.0 | 190.0 | 2.00 | 64.0 |");
    }

    @Test
    void table_withDropwizard_alsoHasItWithoutTheRequestObject() {
        Measurement object = new Measurement("dropwizardNothing", 10_000, List.of(130.0), List.of(800.0));
        Measurement dropwizard = new Measurement("dropwizard", 10_000, List.of(330.0), List.of(1000.0));

        assertThat(tableOf(NOTHING, FLOOR, object, dropwizard).lines())
                .endsWith(
                        "| dropwizard | 330.0 | 330.0 | 3.22 | 1000.0 |",
                        "| dropwizard, request objects taken off | 200.0 | 200.0 | 2.00 | 200.0 |");
    }

    @Test
    void table_withoutTheFloor_hasNoRatios() {
        assertThat(tableOf(NOTHING).lines()).endsWith("| nothing | 2.5 | 2.5 |  | 0.0 |");
    }

    private static String tableOf(Measurement... measurements) {
        return Table.of(List.of(new Measurements(List.of(measurements))));
    }
}
