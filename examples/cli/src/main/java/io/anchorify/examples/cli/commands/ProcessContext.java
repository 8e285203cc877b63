package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.Disk;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.Sleeper;
import io.anchorify.examples.cli.credentials.CredentialsFile;
import io.anchorify.examples.cli.http.Limits;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * The environment, streams and system services that the command uses.
 *
 * @param environment the environment variables
 * @param userHome the home directory according to the user database; Java reports {@code ?} if it has no entry
 * @param inIsTerminal whether stdin is a terminal
 * @param outIsTerminal whether stdout is a terminal
 * @param errIsTerminal whether stderr is a terminal
 * @param terminalColumns the width of the terminal, or 0 if it is unknown
 * @param prompt shows its argument and reads a line without echo; empty without a terminal or an answer
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
        boolean inIsTerminal,
        boolean outIsTerminal,
        boolean errIsTerminal,
        IntSupplier terminalColumns,
        Function<String, Optional<String>> prompt,
        LongSupplier user,
        Disk disk,
        Sleeper sleeper,
        InstantSource clock,
        Limits limits) {

    private static final int DEFAULT_COLUMNS = 80;

    /**
     * The directory of the credentials: {@code JF_CONFIG_DIR}, or {@code anchorify} in {@code XDG_CONFIG_HOME} or in
     * {@code ~/.config}. A login in {@code ~/.config} stays in use until there is one in {@code XDG_CONFIG_HOME}.
     *
     * @throws Failure if none of them is known
     */
    Path configDirectory() {
        String named = environment.getOrDefault("JF_CONFIG_DIR", "");
        if (!named.isBlank()) {
            return path(named, "JF_CONFIG_DIR");
        }
        Path home = homeDirectory().resolve(".config").resolve(Cli.NAME);
        Path xdg = path(environment.getOrDefault("XDG_CONFIG_HOME", ""), "XDG_CONFIG_HOME");
        // The specification ignores relative paths.
        if (!xdg.isAbsolute()) {
            return requireAbsolute(home);
        }
        Path preferred = xdg.resolve(Cli.NAME);
        return home.isAbsolute() && hasCredentials(home) && !hasCredentials(preferred) ? home : preferred;
    }

    private Path homeDirectory() {
        String variable = environment.getOrDefault("HOME", "");
        return path(variable.isBlank() ? userHome : variable, "HOME");
    }

    private static boolean hasCredentials(Path directory) {
        return Files.exists(directory.resolve(CredentialsFile.NAME), LinkOption.NOFOLLOW_LINKS);
    }

    private static Path requireAbsolute(Path directory) {
        if (!directory.isAbsolute()) {
            throw new Failure(
                    ExitCode.NO_CREDENTIALS,
                    "Your home directory is unknown. Set HOME to its absolute path, or JF_CONFIG_DIR to the directory for"
                            + " auth.json.");
        }
        return directory;
    }

    /** The width of the terminal: {@code COLUMNS}, or what the terminal says, or 80. */
    int columns() {
        String variable = environment.getOrDefault("COLUMNS", "");
        int columns = variable.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(variable) : terminalColumns.getAsInt();
        return columns > 0 ? columns : DEFAULT_COLUMNS;
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
