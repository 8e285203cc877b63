package io.anchorify.benchmarks.request;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** A short {@link RequestBenchmark} that checks {@link Limits}. It repeats a miss, because noise misses a limit once. */
public final class Smoke {

    private static final int ATTEMPTS = 3;
    private static final int ROUNDS = 2;
    /** Few enough for the processor's own caches; with more, two JVMs with the same code differ by a factor of two. */
    private static final String TOKENS = "1000";

    private Smoke() {}

    /**
     * Measures until all limits hold, at most three times.
     *
     * @return whether the last attempt met all limits
     * @throws RunnerException if a benchmark fails
     */
    public static boolean run() throws RunnerException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Map<String, Cost> costs = measure();
            costs.forEach((contender, cost) ->
                    System.out.printf(Locale.ROOT, "%-16s %8.1f ns %8.1f B%n", contender, cost.nanos(), cost.bytes()));
            List<String> missed = Limits.missed(costs);
            if (missed.isEmpty()) {
                System.out.println("All limits hold");
                return true;
            }
            missed.forEach(limit -> System.out.println("MISSED: " + limit));
        }
        return false;
    }

    private static Map<String, Cost> measure() throws RunnerException {
        Map<String, Cost> costs = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (RunResult result : new Runner(options()).run()) {
                costs.merge(nameOf(result), Cost.of(result), Cost::lower);
            }
        }
        return costs;
    }

    private static String nameOf(RunResult result) {
        String contender = result.getParams().getParam("contender");
        return contender == null ? result.getPrimaryResult().getLabel() : contender;
    }

    private static Options options() {
        return new OptionsBuilder()
                .include("\\.RequestBenchmark\\.(cached|malformed)$")
                .param("count", TOKENS)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .forks(1)
                .jvmArgs("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch")
                .warmupIterations(3)
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(3)
                .measurementTime(TimeValue.milliseconds(400))
                .build();
    }
}
