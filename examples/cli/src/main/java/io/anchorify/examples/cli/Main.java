package io.anchorify.examples.cli;

import com.sun.security.auth.module.UnixSystem;
import io.anchorify.examples.cli.commands.Cli;
import io.anchorify.examples.cli.commands.ProcessContext;
import io.anchorify.examples.cli.common.Disk;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.IoErrors;
import io.anchorify.examples.cli.common.Sleeper;
import io.anchorify.examples.cli.http.Limits;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Runs the command with the environment and streams of this process. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        allowProxyCredentials();
        int code = Cli.run(context(System.getenv()), arguments);
        stopSelectors();
        System.exit(code);
    }

    /** By default, the HTTP client does not send a user name and password to a proxy for {@code https://}. */
    private static void allowProxyCredentials() {
        String property = "jdk.http.auth.tunneling.disabledSchemes";
        System.setProperty(property, System.getProperty(property, ""));
    }

    /**
     * Ends the threads of HTTP clients that wait in native code: at exit, the JVM would wait 300 ms for them. Java 17 cannot
     * close an HTTP client.
     */
    private static void stopSelectors() {
        Thread[] threads = new Thread[Thread.activeCount()];
        Thread.enumerate(threads);
        for (Thread thread : threads) {
            if (thread != null && thread.getName().endsWith("-SelectorManager")) {
                thread.interrupt();
            }
        }
    }

    static ProcessContext context(Map<String, String> environment) {
        return new ProcessContext(
                environment,
                System.getProperty("user.home"),
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                isTerminal("stdin"),
                isTerminal("stdout"),
                isTerminal("stderr"),
                TerminalSize::columns,
                Main::prompt,
                Main::userId,
                Disk.real(),
                Sleeper.system(),
                InstantSource.system(),
                Limits.STANDARD);
    }

    /**
     * The user id of this process. {@link UnixSystem} reports 0 if the user database has no entry for this user, as is common
     * in containers; a new file then tells.
     */
    private static long userId() {
        UnixSystem system = new UnixSystem();
        return system.getUsername() == null ? ownerOfNewFile() : system.getUid();
    }

    private static long ownerOfNewFile() {
        try {
            Path file = Files.createTempFile("anchorify", null);
            try {
                return ((Number) Files.getAttribute(file, "unix:uid")).longValue();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.NO_CREDENTIALS,
                    "Cannot determine your user id: " + IoErrors.describe(e)
                            + ". Make the directory for temporary files writable, or set REPO_SHARE_HOST and REPO_SHARE_TOKEN.");
        }
    }

    /** The launcher passes this on, because Java cannot test each stream. */
    private static boolean isTerminal(String stream) {
        return Boolean.getBoolean("anchorify." + stream + ".terminal");
    }

    /** Since Java 22, a console can exist without a terminal and would read the token from a pipe. */
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<String> prompt(String text) {
        Console console = isTerminal("stdin") ? System.console() : null;
        return Optional.ofNullable(console == null ? null : console.readPassword("%s", text))
                .map(String::new);
    }
}
