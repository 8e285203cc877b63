package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What all commands have. */
abstract class BaseCommand implements Callable<Integer> {

    final Context context;
    final Output output;

    @Option(names = "--verbose", description = "Show requests and the status of their answers, never a token.")
    private boolean isVerbose;

    BaseCommand(Context context) {
        this.context = context;
        this.output = context.output();
    }

    @Override
    public final Integer call() {
        if (isVerbose) {
            output.beVerbose();
        }
        run();
        return ExitCode.DONE.number();
    }

    abstract void run();
}
