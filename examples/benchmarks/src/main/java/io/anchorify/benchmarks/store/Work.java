package io.anchorify.benchmarks.store;

import java.time.Duration;
import org.openjdk.jmh.infra.Blackhole;

/** What a request costs a server besides its token, in processor time. */
final class Work {

    private static final long PROBE = 1_000_000;
    private static final int PROBES = 20;

    private final long units;

    private Work(long units) {
        this.units = units;
    }

    /** Work that takes about so long on a processor of its own; none if that is zero. */
    static Work of(Duration time) {
        double fastest = Double.MAX_VALUE;
        for (int i = 0; i < PROBES; i++) {
            long began = System.nanoTime();
            Blackhole.consumeCPU(PROBE);
            fastest = Math.min(fastest, (double) (System.nanoTime() - began));
        }
        return new Work(Math.round((double) time.toNanos() * PROBE / fastest));
    }

    void perform() {
        if (units > 0) {
            Blackhole.consumeCPU(units);
        }
    }
}
