package io.anchorify.benchmarks.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What a wrk of the version 4.1.0 has printed, with the script of this package. */
class WrkResultTest {

    private static final String ANSWERED = """
            Running 2s test @ http://127.0.0.1:18999/api/hello
              1 threads and 4 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency    44.04ms    6.40ms  56.09ms   94.97%
                Req/Sec    89.60     14.41   121.00     80.00%
              179 requests in 2.00s, 20.71KB read
            Requests/sec:     89.30
            Transfer/sec:     10.33KB
            result requests=179 micros=2004587 bytes=21208 refused=0 broken=0 p50=43990 p99=54601
            """;

    private static final String REFUSED = """
            Running 2s test @ http://127.0.0.1:18999/api/refused
              1 threads and 4 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency    46.04ms    7.72ms  65.34ms   93.60%
                Req/Sec    86.05     14.92   121.00     85.00%
              172 requests in 2.00s, 21.64KB read
              Non-2xx or 3xx responses: 172
            Requests/sec:     85.87
            Transfer/sec:     10.80KB
            result requests=172 micros=2002950 bytes=22156 refused=172 broken=0 p50=47389 p99=64701
            """;

    private static final String NOBODY_THERE = "unable to connect to 127.0.0.1:18999 Connection refused\n";

    @Test
    void output_ofAGoodRun_isReadAndClean() {
        WrkResult result = WrkResult.parse(ANSWERED);

        assertThat(result).isEqualTo(new WrkResult(179, 2_004_587, 21_208, 0, 0, 43_990, 54_601));
        assertThat(result.requestsPerSecond()).isCloseTo(89.3, within(0.01));
        assertThat(result.requireClean("bare")).isSameAs(result);
    }

    @Test
    void output_withRefusals_makesTheRunInvalid() {
        WrkResult result = WrkResult.parse(REFUSED);

        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> result.requireClean("broken"))
                .withMessageContaining("broken refused 172");
    }

    @Test
    void output_withoutAResult_isShown() {
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> WrkResult.parse(NOBODY_THERE))
                .withMessageContaining("unable to connect");
    }
}
