package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** The options and the flow shared by all commands. */
abstract class BaseCommand implements Callable<Integer> {

    final CommandContext context;
    final Output output;

    @Option(names = "--verbose", description = "Show requests and response statuses on stderr, never a token.")
    private boolean isVerbose;

    BaseCommand(CommandContext context) {
        this.context = context;
        this.output = context.output();
    }

    @Override
    public final Integer call() {
        if (isVerbose) {
            output.enableDetails();
        }
        run();
        return ExitCode.DONE.number();
    }

    abstract void run();
}
