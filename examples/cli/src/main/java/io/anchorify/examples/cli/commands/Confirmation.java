package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import picocli.CommandLine.Option;

/** The option {@code --yes} of commands that ask before they delete something. */
final class Confirmation {

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean isGiven;

    /** Whether the command would ask. */
    boolean asks(CommandContext context) {
        return !isGiven && new Dialog(context).isPossible();
    }

    /** Asks on a terminal. Without one, it counts as confirmed. */
    void ask(CommandContext context, String question) {
        if (asks(context) && !new Dialog(context).confirms(question)) {
            throw new Failure(ExitCode.REFUSED, "Not confirmed. Nothing was changed.");
        }
    }

    /** Asks on a terminal. Without one, it requires the option. */
    void require(CommandContext context, String question) {
        requireOptionWithoutTerminal(context);
        ask(context, question);
    }

    void requireOptionWithoutTerminal(CommandContext context) {
        if (!isGiven && !new Dialog(context).isPossible()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "Nothing was changed, because there is no terminal to ask for confirmation. Add --yes.");
        }
    }
}
