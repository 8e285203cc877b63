/**
 * The {@code anchorify} command: {@code Main} passes the environment of the process to the {@code commands}, which
 * resolve server and token with {@code credentials} and call the server with {@code http}.
 */
@NullMarked
package io.anchorify.examples.cli;

import org.jspecify.annotations.NullMarked;
