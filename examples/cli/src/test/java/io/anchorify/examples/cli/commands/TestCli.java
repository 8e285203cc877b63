package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.Disk;
import io.anchorify.examples.cli.http.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command in this process, in surroundings that a test sets up field by field. */
final class TestCli {

    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    /** The first answer in a new process, on a busy machine, was seen to take more than half a second. */
    private static final Limits PATIENT = new Limits(
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            4,
            Duration.ofSeconds(30),
            1 << 20);

    /** For a server that is to be waited for in vain. */
    static final Limits IMPATIENT = new Limits(
            Duration.ofSeconds(5),
            Duration.ofMillis(400),
            Duration.ofMillis(400),
            Duration.ofSeconds(5),
            4,
            Duration.ofSeconds(30),
            1 << 20);

    final Path home;
    final Map<String, String> environment = new HashMap<>();
    final List<Duration> pauses = new ArrayList<>();
    String stdin = "";
    Optional<String> answer = Optional.empty();
    boolean isOutTerminal;
    boolean isErrTerminal;
    long user;
    Disk disk = Disk.real();
    Limits limits = PATIENT;
    OutputStream stdout = new ByteArrayOutputStream();

    /** What one run did. */
    record Run(int exitCode, String out, String err) {}

    TestCli(Path home) {
        this.home = home;
        try {
            user = ((Integer) Files.getAttribute(home, "unix:uid")).longValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return home.resolve(".config/anchorify/auth.json");
    }

    /** Puts a credentials file in place as a login would have. */
    TestCli stored(String content) throws IOException {
        Files.createDirectories(
                file().getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(file(), content);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
        return this;
    }

    TestCli loggedIn(String host, String token) throws IOException {
        return stored("{\"host\":\"" + host + "\",\"token\":\"" + token + "\"}");
    }

    Run run(String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Cli.run(
                new Surroundings(
                        environment,
                        home,
                        new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                        stdout,
                        err,
                        isOutTerminal,
                        isErrTerminal,
                        () -> answer,
                        () -> user,
                        disk,
                        pauses::add,
                        () -> NOW,
                        limits),
                arguments);
        String out = "";
        if (stdout instanceof ByteArrayOutputStream bytes) {
            out = bytes.toString(StandardCharsets.UTF_8);
            bytes.reset();
        }
        return new Run(code, out, err.toString(StandardCharsets.UTF_8));
    }
}
