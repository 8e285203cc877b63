package io.anchorify.examples.cli;

import io.anchorify.examples.cli.commands.Cli;
import io.anchorify.examples.cli.commands.ProcessContext;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the command in this process with an environment that a test sets field by field. */
public final class TestCli {

    public static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    /** On a busy machine, the first response took more than half a second. */
    private static final Limits PATIENT = new Limits(
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            4,
            Duration.ofSeconds(30),
            1 << 20);

    /** For servers that never respond. */
    public static final Limits IMPATIENT = new Limits(
            Duration.ofSeconds(5),
            Duration.ofMillis(400),
            Duration.ofMillis(400),
            Duration.ofSeconds(5),
            4,
            Duration.ofSeconds(30),
            1 << 20);

    public final Path home;
    public String userHome;
    public final Map<String, String> environment = new HashMap<>();
    public final List<Duration> pauses = new ArrayList<>();
    public String stdin = "";
    public Optional<String> answer = Optional.empty();
    /** The texts of the prompts. */
    public final List<String> prompts = new ArrayList<>();

    public boolean isInTerminal;
    public boolean isOutTerminal;
    public boolean isErrTerminal;
    public int columns;
    public long user;
    public InstantSource clock = () -> NOW;
    public Disk disk = Disk.real();
    public Limits limits = PATIENT;
    public OutputStream stdout = new ByteArrayOutputStream();

    public TestCli(Path home) {
        this.home = home;
        this.userHome = home.toString();
        try {
            user = ((Integer) Files.getAttribute(home, "unix:uid")).longValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path file() {
        return home.resolve(".config/anchorify/auth.json");
    }

    /** Writes a credentials file with the modes that a login sets. */
    public TestCli stored(String content) throws IOException {
        Files.createDirectories(
                file().getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(file(), content);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
        return this;
    }

    public TestCli loggedIn(String host, String token) throws IOException {
        return stored("{\"host\":\"" + host + "\",\"token\":\"" + token + "\"}");
    }

    public Run run(String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Cli.run(context(err), arguments);
        String out = "";
        if (stdout instanceof ByteArrayOutputStream bytes) {
            out = bytes.toString(StandardCharsets.UTF_8);
            bytes.reset();
        }
        return new Run(code, out, err.toString(StandardCharsets.UTF_8));
    }

    public ProcessContext context(OutputStream err) {
        return new ProcessContext(
                environment,
                userHome,
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                stdout,
                err,
                isInTerminal,
                isOutTerminal,
                isErrTerminal,
                () -> columns,
                this::answer,
                () -> user,
                disk,
                pauses::add,
                clock,
                limits);
    }

    private Optional<String> answer(String prompt) {
        prompts.add(prompt);
        return answer;
    }
}
