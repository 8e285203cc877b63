/**
 * The commands, each a class: {@link io.anchorify.examples.cli.commands.Cli} puts together those that a command line
 * names and runs it in {@link io.anchorify.examples.cli.commands.Surroundings}, which a test can set up as it likes.
 */
@NullMarked
package io.anchorify.examples.cli.commands;

import org.jspecify.annotations.NullMarked;
