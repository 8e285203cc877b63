package io.anchorify.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Revocation.Outcome;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.infra.Blackhole;

/** Runs each benchmark once, on H2. */
class StoreBenchmarkTest {

    private final Blackhole hole = new Blackhole(
            "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");

    @Test
    void storeBenchmarks_run() throws SQLException {
        StoreBenchmark benchmark = new StoreBenchmark();
        benchmark.tokens = 1_000;
        benchmark.prepare();
        try {
            benchmark.select(hole);
            benchmark.recordUses();

            assertThat(benchmark.findByHash().token().lastUsedAt()).isNotNull();
            assertThat(benchmark.insert()).isTrue();
        } finally {
            benchmark.close();
        }
    }

    @Test
    void revokeBenchmark_runs() {
        RevokeBenchmark benchmark = new RevokeBenchmark();
        benchmark.start();
        try {
            benchmark.issue();

            assertThat(benchmark.revoke().outcome()).isEqualTo(Outcome.REVOKED);
        } finally {
            benchmark.stop();
        }
    }
}
