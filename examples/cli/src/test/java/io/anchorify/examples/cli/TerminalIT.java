package io.anchorify.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on a pseudo-terminal: the width of lists, and questions. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TerminalIT {

    private static final String TOKENS = "{\"tokens\":[{\"id\":\"Zk3Aa0Bb1Cc2Dd3Ee4Ff5G\",\"label\":\""
            + "x".repeat(100) + "\",\"createdAt\":\"2026-01-01T00:00:00Z\",\"lastUsedAt\":null}]}";

    @TempDir
    private Path directory;

    private FakeServer server;
    private Launcher launcher;

    @BeforeEach
    void open() throws Exception {
        server = new FakeServer((exchange, request) -> {
            if (request.method().equals("DELETE")) {
                FakeServer.send(exchange, 204, "text/plain", "");
            } else {
                String body = request.path().equals("/api/me") ? FakeServer.ME : TOKENS;
                FakeServer.send(exchange, 200, "application/json", body);
            }
        });
        launcher = new Launcher(directory);
        launcher.environment.put("REPO_SHARE_HOST", server.url());
        launcher.environment.put("REPO_SHARE_TOKEN", Tokens.FIRST);
        launcher.environment.put("NO_COLOR", "1");
        launcher.environment.put("COLUMNS", "");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void list_onATerminal_takesItsWidth() throws Exception {
        Run run = onTerminal("stty cols 72; \"$A\" tokens list");

        assertThat(run.out().lines().toList())
                .hasSize(2)
                .last()
                .satisfies(line -> assertThat(line)
                        .hasSizeLessThanOrEqualTo(72)
                        .startsWith("* Zk3Aa0Bb  xxxx")
                        .contains("\u2026  "));
        assertThat(onTerminal("stty cols 72; \"$A\" tokens list | cat").out())
                .contains("Zk3Aa0Bb1Cc2Dd3Ee4Ff5G  " + "x".repeat(100));
    }

    @Test
    void revoke_onATerminal_asks() throws Exception {
        // Answers after the question was printed.
        Run run = launcher.shell("{ while ! grep -q y/N typed 2> /dev/null; do :; done; echo y; } | timeout 30 script"
                + " -qefc '\"$A\" tokens revoke Zk3Aa0Bb' typed");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("never used? [y/N] ").contains("Revoked 'xxx");
        assertThat(server.requests()).last().extracting("method").isEqualTo("DELETE");
    }

    private Run onTerminal(String script) throws Exception {
        Run run = launcher.run("", List.of("timeout", "30", "script", "-qec", script, "/dev/null"));
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        return run;
    }
}
