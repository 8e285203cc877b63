package io.anchorify.examples.cli.commands;

import java.util.Map;
import picocli.CommandLine.Option;

/** A command that prints data: for people, or as JSON. */
abstract class DataCommand extends BaseCommand {

    @Option(names = "--json", description = "Print JSON, of the shape that docs/command.md describes.")
    private boolean isJson;

    DataCommand(Context context) {
        super(context);
    }

    boolean isJson() {
        return isJson;
    }

    /** Prints the object, or what is said of it to people. */
    void print(Map<String, ?> object, Runnable forPeople) {
        if (isJson) {
            output.json(object);
        } else {
            forPeople.run();
        }
    }
}
