package io.anchorify.benchmarks.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuTimeTest {

    @Test
    void stat_ofAProcessWithAnAwkwardName_isReadBehindTheName() {
        String stat = "4711 (java (x) 1 2) S 1 4711 4711 0 -1 4194304 63119 0 12 0 1234 567 0 0 20 0 44 0 9000 1 2 3";

        assertThat(CpuTime.parse(stat)).isEqualTo(new CpuTime(12_340_000, 5_670_000));
    }

    @Test
    void since_anEarlierTime_isTheDifferenceInBoth() {
        CpuTime spent = new CpuTime(500, 90).since(new CpuTime(200, 60));

        assertThat(spent).isEqualTo(new CpuTime(300, 30));
        assertThat(spent.micros()).isEqualTo(330);
    }
}
