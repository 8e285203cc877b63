package io.anchorify.examples.cli.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion script for fish, which picocli does not generate. */
final class FishCompletion {

    /** The words before the cursor without options select the command: exactly, or followed by parameters. */
    private static final String FUNCTIONS = """
            function __anchorify_words
                for word in (commandline -opc)[2..-1]
                    string match -q -- '-*' $word; or echo $word
                end
            end
            function __anchorify_at
                set -l words (__anchorify_words)
                test "$words" = "$argv"
            end
            function __anchorify_in
                set -l words (__anchorify_words)
                string match -q -- "$argv *" "$words "
            end
            complete -c anchorify -f""";

    private final List<String> lines = new ArrayList<>(FUNCTIONS.lines().toList());

    private FishCompletion() {}

    static List<String> of(CommandSpec root) {
        FishCompletion completion = new FishCompletion();
        completion.add(root, "");
        return completion.lines;
    }

    private void add(CommandSpec command, String path) {
        String condition = (command.subcommands().isEmpty() ? "__anchorify_in " : "__anchorify_at ") + path;
        command.options().forEach(option -> line(condition, names(option) + value(option), option.description()));
        command.positionalParameters().stream()
                .filter(parameter -> !values(parameter).isEmpty())
                .forEach(parameter -> line(condition, values(parameter), parameter.description()));
        command.subcommands().forEach((name, subcommand) -> {
            CommandSpec spec = subcommand.getCommandSpec();
            line(condition, " -a " + name, spec.usageMessage().description());
            add(spec, (path + " " + name).strip());
        });
    }

    private void line(String condition, String completion, String... description) {
        lines.add("complete -c anchorify -n " + quoted(condition.strip()) + completion + " -d "
                + quoted(description.length == 0 ? "" : description[0]));
    }

    private static String names(OptionSpec option) {
        return Arrays.stream(option.names())
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
    }

    private static String value(OptionSpec option) {
        return option.arity().max() == 0 ? "" : " -r" + values(option);
    }

    private static String values(ArgSpec argument) {
        if (argument.paramLabel().equals("FILE")) {
            return " -F";
        }
        if (argument.completionCandidates() == null) {
            return "";
        }
        return StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                .map(value -> value.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" ", " -a '", "'"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
