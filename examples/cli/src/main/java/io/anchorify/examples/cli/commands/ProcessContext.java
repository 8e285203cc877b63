package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.Disk;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.Sleeper;
import io.anchorify.examples.cli.http.Limits;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.InvalidPathException;
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
 * @param userHome the home directory according to the user database; Java reports {@code ?} if it has no entry
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
        String userHome,
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

    /**
     * The directory of the credentials: {@code JF_CONFIG_DIR}, or {@code ~/.config/anchorify}.
     *
     * @throws Failure if neither is known
     */
    Path configDirectory() {
        String named = environment.getOrDefault("JF_CONFIG_DIR", "");
        if (!named.isBlank()) {
            return path(named, "JF_CONFIG_DIR");
        }
        String variable = environment.getOrDefault("HOME", "");
        Path home = path(variable.isBlank() ? userHome : variable, "HOME");
        if (!home.isAbsolute()) {
            throw new Failure(
                    ExitCode.NO_CREDENTIALS,
                    "Your home directory is unknown. Set HOME to its absolute path, or JF_CONFIG_DIR to the directory for"
                            + " auth.json.");
        }
        return home.resolve(".config").resolve("anchorify");
    }

    private static Path path(String text, String variable) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new Failure(
                    ExitCode.NO_CREDENTIALS,
                    variable + " contains characters that the locale cannot represent. Set LC_ALL to an installed UTF-8"
                            + " locale, for example C.UTF-8.");
        }
    }
}
