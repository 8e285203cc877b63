package io.anchorify.examples.cli.commands;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Describes an invalid command line on one line, with the closest command or option if one was probably meant. */
final class UsageMessage {

    /** A name that differs by more insertions, deletions, replacements and transpositions is not suggested. */
    private static final int MAX_DISTANCE = 2;

    private UsageMessage() {}

    static String of(ParameterException e) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        String reason = e instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched, command)
                : String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ") + ".";
        return reason + " Run '" + command.qualifiedName() + " --help' for usage.";
    }

    private static String unmatched(UnmatchedArgumentException e, CommandSpec command) {
        String argument = e.getUnmatched().get(0);
        if (argument.startsWith("-") && argument.length() > 1) {
            return "Unknown option '" + argument + "'." + suggestion(argument, optionNames(command));
        }
        Collection<String> subcommands = command.subcommands().keySet();
        return subcommands.isEmpty()
                ? "Unexpected argument '" + argument + "'."
                : "Unknown command '" + argument + "'." + suggestion(argument, subcommands.stream());
    }

    private static Stream<String> optionNames(CommandSpec command) {
        return command.options().stream().flatMap(option -> Stream.of(option.names()));
    }

    private static String suggestion(String argument, Stream<String> names) {
        String name = argument.split("=", 2)[0];
        Optional<String> closest = names.filter(candidate -> distance(name, candidate) <= limit(candidate))
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
        return closest.map(candidate -> " Did you mean '" + candidate + "'?").orElse("");
    }

    /** Most of a short name has to match: {@code -x} does not mean {@code -h}. */
    private static int limit(String name) {
        return Math.min(MAX_DISTANCE, name.length() / 3);
    }

    /** The Damerau-Levenshtein distance (optimal string alignment). */
    private static int distance(String left, String right) {
        int[][] distances = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                distances[i][j] = i == 0 || j == 0 ? i + j : cell(distances, left, right, i, j);
            }
        }
        return distances[left.length()][right.length()];
    }

    private static int cell(int[][] distances, String left, String right, int i, int j) {
        int replaced = distances[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        int shorter = Math.min(distances[i - 1][j], distances[i][j - 1]) + 1;
        boolean isTransposed = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        int smaller = Math.min(replaced, shorter);
        return isTransposed ? Math.min(smaller, distances[i - 2][j - 2] + 1) : smaller;
    }
}
