package io.anchorify.examples.cli.commands;

import picocli.CommandLine.Command;

/** A command that consists of subcommands only. */
@Command
final class CommandGroup {}
