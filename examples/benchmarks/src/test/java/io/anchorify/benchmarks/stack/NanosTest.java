package io.anchorify.benchmarks.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NanosTest {

    private final Nanos nanos = new Nanos();

    @Test
    void quantiles_ofOneToAHundred_areWhereTheyBelong() {
        for (int i = 1; i <= 100; i++) {
            nanos.add(i * 10L);
        }

        assertThat(nanos.count()).isEqualTo(100);
        assertThat(nanos.quantile(0.5)).isEqualTo(500);
        assertThat(nanos.quantile(0.99)).isEqualTo(990);
        assertThat(nanos.meanBelow(0.99)).isEqualTo(505);
    }

    @Test
    void interruption_thatTakesLong_isCountedButNotInTheMean() {
        for (int i = 0; i < 99; i++) {
            nanos.add(100);
        }
        nanos.add(50_000_000);

        assertThat(nanos.quantile(1)).isEqualTo(100_000);
        assertThat(nanos.meanBelow(0.99)).isEqualTo(105);
    }

    @Test
    void taken_fromAnother_leavesThatEmpty() {
        Nanos other = new Nanos();
        other.add(70);

        nanos.takeFrom(other);

        assertThat(nanos.count()).isEqualTo(1);
        assertThat(other.count()).isZero();
    }
}
