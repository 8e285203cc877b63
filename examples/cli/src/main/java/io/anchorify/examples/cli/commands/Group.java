package io.anchorify.examples.cli.commands;

import picocli.CommandLine.Command;

/** A command that only holds others. */
@Command
final class Group {}
