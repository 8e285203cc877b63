package io.anchorify.examples.cli;

/** The result of running a command. */
public record Run(int exitCode, String out, String err) {}
