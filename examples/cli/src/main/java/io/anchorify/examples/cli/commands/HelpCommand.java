package io.anchorify.examples.cli.commands;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

@Command(name = "help", description = "Show the help of a command.")
final class HelpCommand extends BaseCommand {

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command, for example 'tokens list'.")
    private List<String> path = List.of();

    HelpCommand(CommandContext context) {
        super(context);
    }

    @Override
    void run() {
        CommandLine command = Cli.withHandlers(Cli.all(context), output);
        for (String name : path) {
            CommandLine next = command.getSubcommands().get(name);
            if (next == null) {
                throw new UnmatchedArgumentException(command, List.of(name));
            }
            command = next;
        }
        command.usage(command.getOut());
    }
}
