/**
 * The {@code anchorify} command: {@code Main} hands the real surroundings of a process to the {@code commands}, which
 * find their server and token through {@code credentials} and talk to it through {@code http}.
 */
@NullMarked
package io.anchorify.examples.cli;

import org.jspecify.annotations.NullMarked;
