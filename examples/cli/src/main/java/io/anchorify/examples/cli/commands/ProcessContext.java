package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.Disk;
import io.anchorify.examples.cli.common.Sleeper;
import io.anchorify.examples.cli.http.Limits;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The environment, streams and system services that the command uses.
 *
 * @param environment the environment variables
 * @param home the user's home directory
 * @param outIsTerminal whether stdout is a terminal
 * @param errIsTerminal whether stderr is a terminal
 * @param prompt asks for a text without echo; empty without a terminal or an answer
 * @param user the user id of this process
 * @param disk the file operations of an atomic replacement
 * @param sleeper waits between retries
 * @param clock the clock for {@code Retry-After} dates
 * @param limits timeouts and sizes of server responses
 */
public record ProcessContext(
        Map<String, String> environment,
        Path home,
        InputStream in,
        OutputStream out,
        OutputStream err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Supplier<Optional<String>> prompt,
        LongSupplier user,
        Disk disk,
        Sleeper sleeper,
        InstantSource clock,
        Limits limits) {

    /** The directory of the credentials: {@code JF_CONFIG_DIR}, or {@code ~/.config/anchorify}. */
    Path configDirectory() {
        String named = environment.getOrDefault("JF_CONFIG_DIR", "");
        return named.isBlank() ? home.resolve(".config").resolve("anchorify") : Path.of(named);
    }
}
