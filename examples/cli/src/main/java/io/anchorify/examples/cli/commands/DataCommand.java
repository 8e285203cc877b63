package io.anchorify.examples.cli.commands;

import java.util.Map;
import picocli.CommandLine.Option;

/** A command that prints data as text or as JSON. */
abstract class DataCommand extends BaseCommand {

    @Option(names = "--json", description = "Print JSON in the format of docs/command.md.")
    private boolean isJson;

    DataCommand(CommandContext context) {
        super(context);
    }

    boolean isJson() {
        return isJson;
    }

    /** Prints the object as JSON, or runs the text output. */
    void print(Map<String, ?> object, Runnable textOutput) {
        if (isJson) {
            output.json(object);
        } else {
            textOutput.run();
        }
    }
}
