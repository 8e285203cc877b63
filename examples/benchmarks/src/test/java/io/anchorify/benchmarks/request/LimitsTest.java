package io.anchorify.benchmarks.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

    /** Each cost is just within its limit. */
    private final Map<String, Cost> costs = new HashMap<>(Map.of(
            "FLOOR", new Cost(80, 64),
            "FILTER", new Cost(240, 256),
            "BY_HAND", new Cost(240, 500),
            "DROPWIZARD", new Cost(283, 500),
            "PAC4J", new Cost(480, 500),
            "SPRING_SECURITY", new Cost(960, 500),
            "SHIRO", new Cost(720, 500),
            "malformed", new Cost(80, 0)));

    @Test
    void limits_withCostsWithinThem_hold() {
        assertThat(Limits.missed(costs)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "FLOOR,           75, FILTER takes 3.20 times as long as FLOOR; the limit is 3.00",
        "BY_HAND,        150, FILTER takes 1.60 times as long as BY_HAND; the limit is 1.50",
        "DROPWIZARD,     160, FILTER takes 1.50 times as long as DROPWIZARD; the limit is 1.30",
        "PAC4J,          400, FILTER takes 0.60 times as long as PAC4J; the limit is 0.50",
        "SPRING_SECURITY, 800, FILTER takes 0.30 times as long as SPRING_SECURITY; the limit is 0.25",
        "SHIRO,          600, FILTER takes 0.40 times as long as SHIRO; the limit is 0.33"
    })
    void filter_thatIsTooSlow_missesTheLimit(String other, double nanos, String message) {
        costs.put(other, new Cost(nanos, 500));

        assertThat(Limits.missed(costs)).contains(message);
    }

    @Test
    void malformedToken_slowerThanTheFloor_missesTheLimit() {
        costs.put("malformed", new Cost(88, 0));

        assertThat(Limits.missed(costs))
                .containsExactly("malformed takes 1.10 times as long as FLOOR; the limit is 1.00");
    }

    @Test
    void filter_thatAllocatesOneObjectMore_missesTheLimit() {
        costs.put("FILTER", new Cost(240, 272));

        assertThat(Limits.missed(costs)).containsExactly("FILTER allocates 272.0 bytes a request; the limit is 256");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"FLOOR", "FILTER", "BY_HAND", "DROPWIZARD", "PAC4J", "SPRING_SECURITY", "SHIRO", "malformed"})
    void limit_onCostThatWasNotMeasured_isMissed(String contender) {
        costs.remove(contender);

        assertThat(Limits.missed(costs)).isNotEmpty();
    }

    @Test
    void allocation_thatWasNotMeasured_isMissed() {
        costs.put("FILTER", new Cost(160, Double.NaN));

        assertThat(Limits.missed(costs)).containsExactly("FILTER allocates NaN bytes a request; the limit is 256");
    }

    @Test
    void contender_measuredInTwoRounds_hasTheLowerCosts() {
        assertThat(new Cost(160, 144).lower(new Cost(200, 128))).isEqualTo(new Cost(160, 128));
    }
}
