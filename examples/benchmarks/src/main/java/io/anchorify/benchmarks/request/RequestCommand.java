package io.anchorify.benchmarks.request;

import io.anchorify.benchmarks.Command;
import io.anchorify.benchmarks.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The cost of one request, in full. Each fork of a contender is a round of its own, with one of each other: memory that is
 * slow for a minute, since somebody else uses it, is slow for all.
 */
public final class RequestCommand implements Command {

    private static final String VIRTUAL = "--virtual";

    /** How many, unless JMH is told of another number of forks. */
    private static final int ROUNDS = 5;

    /** It can be asked for as often as one likes. */
    public RequestCommand() {}

    @Override
    public String summary() {
        return "one request with a cached token, beside floor and peers: request [--virtual] [JMH options],"
                + " say request -t 8 -p count=10000; --virtual is for virtual threads";
    }

    @Override
    public int run(String... arguments) throws Exception {
        List<String> options = new ArrayList<>(List.of(arguments));
        boolean isVirtual = options.removeIf(VIRTUAL::equals);
        CommandLineOptions jmh = parse(options);
        ChainedOptionsBuilder builder =
                new OptionsBuilder().parent(jmh).addProfiler(GCProfiler.class).shouldFailOnError(true);
        if (jmh.getIncludes().isEmpty()) {
            builder.include(pattern(FilterBenchmark.class)).include(pattern(PeersBenchmark.class));
        }
        if (isVirtual) {
            builder.jvmArgsAppend(onVirtualThreads(jmh));
        }
        List<RunResult> results = runInRounds(builder, jmh.getForkCount().orElse(ROUNDS));
        writeAll(results, jmh);
        List<Measurements> found = Measurements.of(results);
        System.out.println("Java " + Runtime.version() + ", " + (isVirtual ? "virtual" : "platform") + " threads: "
                + jmh.getThreads().orElse(1));
        System.out.println(Table.of(found));
        return 0;
    }

    private static List<RunResult> runInRounds(ChainedOptionsBuilder builder, int rounds)
            throws RunnerException, UsageException {
        if (rounds < 1) {
            throw new UsageException("-f is for how many JVMs each contender gets, at least 1");
        }
        List<RunResult> results = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            System.out.println("# Round " + (round + 1) + " of " + rounds);
            results.addAll(new Runner(builder.forks(1).build()).run());
        }
        return results;
    }

    /** Into the file that JMH is told of, where it has left those of the last round alone. */
    private static void writeAll(List<RunResult> results, CommandLineOptions jmh) {
        if (jmh.getResult().hasValue() || jmh.getResultFormat().hasValue()) {
            ResultFormatType format = jmh.getResultFormat().orElse(Defaults.RESULT_FORMAT);
            String file = jmh.getResult()
                    .orElse(Defaults.RESULT_FILE_PREFIX + "." + format.name().toLowerCase(Locale.ROOT));
            ResultFormatFactory.getInstance(format, file).writeOut(results);
        }
    }

    private static CommandLineOptions parse(List<String> options) throws UsageException {
        try {
            return new CommandLineOptions(options.toArray(new String[0]));
        } catch (CommandLineOptionException e) {
            throw new UsageException("JMH does not understand that: " + e.getMessage());
        }
    }

    private static String pattern(Class<?> benchmark) {
        return "\\." + benchmark.getSimpleName() + "\\.";
    }

    /** With a carrier for each thread, if they are counted: those of JMH wait for one another without letting others on. */
    private static String[] onVirtualThreads(CommandLineOptions jmh) throws UsageException {
        if (Runtime.version().feature() < 21) {
            throw new UsageException("Virtual threads need a JDK 21 or newer");
        }
        List<String> arguments = new ArrayList<>(jmh.getJvmArgsAppend().orElse(List.of()));
        arguments.add("-Djmh.executor=VIRTUAL");
        int threads = jmh.getThreads().orElse(1);
        if (threads > 0) {
            arguments.add("-Djdk.virtualThreadScheduler.parallelism=" + threads);
        }
        return arguments.toArray(new String[0]);
    }
}
