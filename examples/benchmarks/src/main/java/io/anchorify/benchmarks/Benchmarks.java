package io.anchorify.benchmarks;

import io.anchorify.benchmarks.abuse.Abuse;
import io.anchorify.benchmarks.memory.HitRatio;
import io.anchorify.benchmarks.memory.Memory;
import io.anchorify.benchmarks.request.RequestCommand;
import io.anchorify.benchmarks.request.SmokeCommand;
import io.anchorify.benchmarks.stack.StackCommand;
import io.anchorify.benchmarks.store.ColdLookups;
import io.anchorify.benchmarks.store.Growth;
import io.anchorify.benchmarks.store.Imports;
import io.anchorify.benchmarks.store.LastUsed;
import io.anchorify.benchmarks.store.Restart;
import io.anchorify.benchmarks.store.StartUp;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Finds the measurement that was asked for. */
public final class Benchmarks {

    private static final Map<String, Command> COMMANDS = new TreeMap<>(Map.ofEntries(
            Map.entry("jmh", new JmhCommand()),
            Map.entry("request", new RequestCommand()),
            Map.entry("smoke", new SmokeCommand()),
            Map.entry("stack", new StackCommand()),
            printed("cold", "a token that is not cached, beside the same SELECT", ColdLookups::main),
            printed("restart", "a node that begins with an empty cache under load", Restart::main),
            printed("start-up", "a new process until its first answer", StartUp::main),
            printed("growth", "revocations and idle nodes, the more of them there are", Growth::main),
            printed("import", "an import beside COPY, and lookups in what it leaves", Imports::main),
            printed("last-used", "what last-used times cost requests and the database", LastUsed::main),
            printed("abuse", "good tokens during a flood of made-up ones", Abuse::main),
            printed("memory", "bytes for each cached token", Memory::main),
            printed("hit-ratio", "which tokens a cache keeps that is too small for all", HitRatio::main)));

    private Benchmarks() {}

    /**
     * Runs one command and exits with its code, or with 2 and the list of commands if there is no such one.
     *
     * @param arguments the name of the command, and what it is to be told
     * @throws Exception if it could not be measured
     */
    public static void main(String[] arguments) throws Exception {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) throws Exception {
        Command command = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
        if (command == null) {
            return usage("java -jar benchmarks.jar COMMAND [options], where COMMAND is one of");
        }
        try {
            return command.run(Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (UsageException e) {
            return usage(String.valueOf(e.getMessage()));
        }
    }

    private static Map.Entry<String, Command> printed(String name, String summary, PrintedMeasurement.Body body) {
        return Map.entry(name, new PrintedMeasurement(summary, body));
    }

    private static int usage(String problem) {
        System.err.println(problem);
        COMMANDS.forEach((name, command) -> System.err.printf("  %-9s %s%n", name, command.summary()));
        return 2;
    }
}
