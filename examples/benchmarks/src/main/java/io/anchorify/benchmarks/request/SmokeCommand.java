package io.anchorify.benchmarks.request;

import io.anchorify.benchmarks.Command;
import io.anchorify.benchmarks.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The cost of one request, in short, and whether what has to hold between the figures does. Everything is measured twice,
 * in two rounds, so that what disturbs the machine for a while does not decide.
 */
public final class SmokeCommand implements Command {

    private static final int ROUNDS = 2;
    /** Few enough for the processor's own caches: with more, two JVMs with the same code differ by a factor of two. */
    private static final String TOKENS = "1000";
    /** Other work on the machine can break a ratio in one run, but what has become slow is so in each. */
    private static final int ATTEMPTS = 3;

    /** Each as fast as it can be made; where it can be made faster at all. */
    private static final List<String> PEERS =
            List.of("springTrimmed", "shiroTuned", "pac4jTuned", Measurements.DROPWIZARD);

    /** It can be asked for as often as one likes. */
    public SmokeCommand() {}

    @Override
    public String summary() {
        return "the same in short, a minute and a half; exit code 1 if a ratio is broken in three runs";
    }

    @Override
    public int run(String... arguments) throws Exception {
        if (arguments.length > 0) {
            throw new UsageException("smoke takes no options");
        }
        boolean holds = false;
        for (int attempt = 0; attempt < ATTEMPTS && !holds; attempt++) {
            holds = everyRatioHolds();
        }
        return holds ? 0 : 1;
    }

    private static boolean everyRatioHolds() throws RunnerException {
        Measurements found = measure();
        System.out.println(Table.of(List.of(found)));
        List<String> broken = Rules.broken(found, PEERS);
        broken.forEach(rule -> System.out.println("BROKEN: " + rule));
        System.out.println(broken.isEmpty() ? "Every ratio holds" : "Broken ratios: " + broken.size());
        return broken.isEmpty();
    }

    private static Measurements measure() throws RunnerException {
        List<RunResult> results = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            results.addAll(new Runner(options()).run());
        }
        return Measurements.of(results).get(0);
    }

    private static Options options() {
        return new OptionsBuilder()
                .include("\\.FilterBenchmark\\.(nothing|floor|byHand|filter|malformed)$")
                .include("\\.PeersBenchmark\\.(" + String.join("|", PEERS) + "|" + Measurements.DROPWIZARD_NOTHING
                        + ")$")
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
