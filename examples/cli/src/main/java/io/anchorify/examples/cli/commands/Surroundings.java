package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.Disk;
import io.anchorify.examples.cli.common.Pause;
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
 * Everything around the command that it sees or touches.
 *
 * @param environment the environment variables
 * @param home the user's home directory
 * @param outIsTerminal whether somebody reads what goes out
 * @param errIsTerminal whether somebody reads the errors
 * @param prompt asks for a text without showing it; empty without a terminal or an answer
 * @param user the user id that the process runs as
 * @param disk what replaces files
 * @param pause what waits
 * @param clock what {@code Retry-After} is compared with
 * @param limits how long a server is waited for
 */
public record Surroundings(
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
        Pause pause,
        InstantSource clock,
        Limits limits) {

    /** Where the credentials are: {@code JF_CONFIG_DIR}, or {@code ~/.config/anchorify}. */
    Path configDirectory() {
        String named = environment.getOrDefault("JF_CONFIG_DIR", "");
        return named.isBlank() ? home.resolve(".config").resolve("anchorify") : Path.of(named);
    }
}
