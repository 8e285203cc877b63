package io.anchorify.benchmarks;

import io.anchorify.benchmarks.request.RequestCommand;
import io.anchorify.benchmarks.request.SmokeCommand;
import io.anchorify.benchmarks.stack.StackCommand;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Finds the measurement that was asked for. */
public final class Benchmarks {

    private static final Map<String, Command> COMMANDS = new TreeMap<>(Map.of(
            "jmh", new JmhCommand(),
            "request", new RequestCommand(),
            "smoke", new SmokeCommand(),
            "stack", new StackCommand()));

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

    private static int usage(String problem) {
        System.err.println(problem);
        COMMANDS.forEach((name, command) -> System.err.printf("  %-8s %s%n", name, command.summary()));
        return 2;
    }
}
