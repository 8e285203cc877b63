package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Run;
import io.anchorify.examples.cli.TestCli;
import io.anchorify.examples.cli.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs commands in this process, with an own home directory and a user's token in {@code REPO_SHARE_TOKEN}. */
abstract class CommandTest {

    @TempDir
    Path home;

    TestCli cli;

    @BeforeEach
    final void setUpCommand() {
        cli = new TestCli(home);
        cli.environment.put("REPO_SHARE_TOKEN", Tokens.FIRST);
    }

    final Run at(FakeServer server, String... arguments) {
        cli.environment.put("REPO_SHARE_HOST", server.url());
        return cli.run(arguments);
    }

    static void assertOutput(Run run, String out) {
        assertThat(run).isEqualTo(new Run(0, out + "\n", ""));
    }

    static void assertFailure(Run run, int exitCode, String message) {
        assertThat(run).isEqualTo(new Run(exitCode, "", "anchorify: " + message + "\n"));
    }

    static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
