package io.anchorify.examples.cli.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command that only holds others. */
@Command
final class Group {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean isHelp;
}
