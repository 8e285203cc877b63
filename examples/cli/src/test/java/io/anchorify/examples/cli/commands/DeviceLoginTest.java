package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.DeviceServer;
import io.anchorify.examples.cli.Run;
import io.anchorify.examples.cli.TestCli;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code login} on a terminal against a scripted server. The clock advances only while the command waits. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
abstract class DeviceLoginTest {

    @TempDir
    Path home;

    TestCli cli;
    DeviceServer server;

    @BeforeEach
    final void open() {
        cli = new TestCli(home);
        cli.isInTerminal = true;
        cli.clock = () -> TestCli.NOW.plus(cli.pauses.stream().reduce(Duration.ZERO, Duration::plus));
        cli.environment.put("HOSTNAME", "laptop");
        server = new DeviceServer();
    }

    @AfterEach
    final void close() {
        server.close();
    }

    final Run login(String... options) {
        return cli.run(Stream.concat(Stream.of("login", "--host", server.url()), Stream.of(options))
                .toArray(String[]::new));
    }

    final List<Long> seconds() {
        return cli.pauses.stream().map(Duration::toSeconds).toList();
    }

    final void assertNotLoggedIn(Run run, int exitCode, String message) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.err()).endsWith("anchorify: " + message.replace("HOST", server.url()) + "\n");
        assertThat(run.out()).isEmpty();
        assertThat(cli.file()).doesNotExist();
    }
}
