package io.anchorify.examples.cli;

import com.sun.security.auth.module.UnixSystem;
import io.anchorify.examples.cli.commands.Cli;
import io.anchorify.examples.cli.commands.ProcessContext;
import io.anchorify.examples.cli.common.Disk;
import io.anchorify.examples.cli.common.Sleeper;
import io.anchorify.examples.cli.http.Limits;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Runs the command with the environment and streams of this process. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Cli.run(context(System.getenv()), arguments));
    }

    private static ProcessContext context(Map<String, String> environment) {
        return new ProcessContext(
                environment,
                home(environment),
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                isTerminal("stdout"),
                isTerminal("stderr"),
                Main::prompt,
                () -> new UnixSystem().getUid(),
                Disk.real(),
                Sleeper.system(),
                InstantSource.system(),
                Limits.STANDARD);
    }

    private static Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isBlank() ? System.getProperty("user.home") : home);
    }

    /** The launcher passes this on, because Java cannot test each stream. */
    private static boolean isTerminal(String stream) {
        return Boolean.getBoolean("anchorify." + stream + ".terminal");
    }

    /** Since Java 22, a console can exist without a terminal and would read the token from a pipe. */
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<String> prompt() {
        Console console = isTerminal("stdin") ? System.console() : null;
        return Optional.ofNullable(console == null ? null : console.readPassword("Token: "))
                .map(String::new);
    }
}
