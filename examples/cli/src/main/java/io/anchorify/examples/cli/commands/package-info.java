/**
 * The commands, one class each. {@link io.anchorify.examples.cli.commands.Cli} parses the command line and runs the
 * command with a {@link io.anchorify.examples.cli.commands.ProcessContext}, which tests replace.
 */
@NullMarked
package io.anchorify.examples.cli.commands;

import org.jspecify.annotations.NullMarked;
