package io.anchorify.benchmarks.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {

    private static final List<String> PEERS = List.of("peer", Measurements.DROPWIZARD);

    private final List<Measurement> run = new ArrayList<>(List.of(
            measured("nothing", 5, 0),
            measured("floor", 100, 0),
            measured("filter", 200, 64),
            measured("malformed", 50, 0),
            measured("peer", 201, 500),
            measured("dropwizardNothing", 130, 800),
            measured("dropwizard", 326, 1000)));

    @Test
    void rules_ifAllHold_sayNothing() {
        assertThat(broken()).isEmpty();
    }

    @Test
    void filter_thatAllocatesABitMoreThanNoise_isOverTheBudget() {
        replace(measured("filter", 200, 72));

        assertThat(broken()).singleElement().asString().contains("filter allocates 72.0 B", "budget of 64 B");
    }

    @Test
    void filter_thatAllocatesWithinNoise_isWithinTheBudget() {
        replace(measured("filter", 200, 64.3));

        assertThat(broken()).isEmpty();
    }

    @Test
    void filter_ofMoreThanTwiceTheFloor_isTooSlow() {
        replace(measured("floor", 99, 0));

        assertThat(broken()).singleElement().asString().contains("filter takes 2.02 times as long as the floor");
    }

    @Test
    void malformed_slowerThanAHit_isBroken() {
        replace(measured("malformed", 210, 0));

        assertThat(broken()).singleElement().asString().contains("malformed takes 1.05 times as long as a hit");
    }

    @Test
    void malformed_thatAllocates_isBroken() {
        replace(measured("malformed", 50, 16));

        assertThat(broken()).singleElement().asString().contains("malformed allocates 16.0 B");
    }

    @Test
    void peer_fasterThanTheFilter_isBroken() {
        replace(measured("peer", 190, 500));

        assertThat(broken()).singleElement().asString().contains("as long as peer", "195.0 and 185.0 ns");
    }

    @Test
    void peer_withARequestObjectOfItsOwn_isComparedWithoutIt() {
        replace(measured("dropwizard", 320, 1000));

        assertThat(broken()).singleElement().asString().contains("as long as dropwizard", "195.0 and 190.0 ns");
    }

    @Test
    void rule_aboutWhatWasNotMeasured_isBroken() {
        for (String contender : List.of("nothing", "floor", "filter", "malformed", "peer", "dropwizard")) {
            List<Measurement> rest = run.stream()
                    .filter(one -> !one.contender().equals(contender))
                    .toList();

            assertThat(Rules.broken(new Measurements(rest), PEERS))
                    .as(contender)
                    .isNotEmpty();
        }
    }

    @Test
    void rule_aboutBytesThatNobodyLookedAt_isBroken() {
        replace(new Measurement("filter", 10_000, List.of(200.0), List.of()));

        assertThat(broken()).singleElement().asString().contains("filter allocates NaN B");
    }

    @Test
    void iteration_thatWasDisturbed_doesNotDecide() {
        replace(new Measurement("filter", 10_000, List.of(450.0, 200.0, 900.0), List.of(90.0, 64.0, 80.0)));

        assertThat(broken()).isEmpty();
    }

    @Test
    void rounds_ofOneRun_areTakenTogether() {
        run.add(new Measurement("floor", 10_000, List.of(80.0), List.of(0.0)));

        assertThat(broken()).singleElement().asString().contains("filter takes 2.50 times as long as the floor");
    }

    private List<String> broken() {
        return Rules.broken(new Measurements(run), PEERS);
    }

    private void replace(Measurement measurement) {
        run.replaceAll(one -> one.contender().equals(measurement.contender()) ? measurement : one);
    }

    private static Measurement measured(String contender, double nanos, double bytes) {
        return new Measurement(contender, 10_000, List.of(nanos), List.of(bytes));
    }
}
