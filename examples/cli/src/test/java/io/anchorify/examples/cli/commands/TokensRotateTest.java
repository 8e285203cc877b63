package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Run;
import io.anchorify.examples.cli.SteppedDisk;
import io.anchorify.examples.cli.SteppedDisk.Step;
import io.anchorify.examples.cli.TestCli;
import io.anchorify.examples.cli.Tokens;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokensRotateTest {

    private static final String ROTATED = "{\"token\":\"" + Tokens.SECOND
            + "\",\"id\":\"Bb2\",\"label\":\"laptop\",\"expiresAt\":null,\"predecessorId\":\"Aa1\","
            + "\"predecessorEndsAt\":\"2026-11-24T13:00:00Z\"}";

    @TempDir
    private Path home;

    private final AtomicBoolean isRotated = new AtomicBoolean();
    private TestCli cli;
    private FakeServer server;

    @BeforeEach
    void logIn() throws IOException {
        cli = new TestCli(home);
        server = new FakeServer((exchange, request) -> {
            isRotated.set(true);
            FakeServer.send(exchange, 201, "application/json", ROTATED);
        });
        cli.stored("{\"theme\":\"dark\",\"host\":\"" + server.url() + "\",\"token\":\"" + Tokens.FIRST + "\"}");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void rotate_withStoredToken_replacesItInTheFile() throws Exception {
        Run run = cli.run("tokens", "rotate");

        assertThat(run)
                .isEqualTo(new Run(
                        0,
                        "Rotated. The new token, 'laptop' (Bb2), is in " + cli.file()
                                + ". The old one, Aa1, works until 2026-11-24T13:00:00Z (in 1 hour).\n",
                        ""));
        assertThat(server.requests())
                .containsExactly(new FakeServer.RecordedRequest(
                        "POST", "/api/tokens/current/rotate", "Bearer " + Tokens.FIRST, ""));
        assertThat(cli.file())
                .hasContent(
                        "{\"theme\":\"dark\",\"host\":\"" + server.url() + "\",\"token\":\"" + Tokens.SECOND + "\"}\n");
        assertThat(Files.getPosixFilePermissions(cli.file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void rotate_asJson_printsNoToken() {
        assertThat(cli.run("tokens", "rotate", "--json", "--verbose").out())
                .isEqualTo("{\"id\":\"Bb2\",\"label\":\"laptop\",\"expiresAt\":null,\"predecessorId\":\"Aa1\","
                        + "\"predecessorEndsAt\":\"2026-11-24T13:00:00Z\"}\n");
    }

    @Test
    void rotate_whenItPrints_hasStoredTheToken() throws Exception {
        AtomicBoolean wasStored = new AtomicBoolean();
        cli.stdout = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                wasStored.set(Files.readString(cli.file()).contains(Tokens.SECOND));
                throw new IOException("No space left on device");
            }
        };

        assertThat(cli.run("tokens", "rotate").exitCode()).isEqualTo(1);
        assertThat(wasStored).isTrue();
    }

    @Test
    void rotate_withTokenFromTheVariable_isRefused() {
        cli.environment.put("REPO_SHARE_TOKEN", Tokens.FIRST);

        assertThat(cli.run("tokens", "rotate"))
                .isEqualTo(new Run(
                        2,
                        "",
                        "anchorify: The token comes from REPO_SHARE_TOKEN, where this command cannot replace it. Unset the"
                                + " variable to rotate the stored token, or generate a new token on the dashboard.\n"));
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void rotate_withFailingDisk_sendsNothing(Step step) throws Exception {
        cli.disk = new SteppedDisk(current -> failAt(step, current));
        Run run = cli.run("tokens", "rotate");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("anchorify: Cannot write " + cli.file() + ": no space left on device.");
        assertThat(server.requests()).isEmpty();
        assertThat(cli.file()).content().contains(Tokens.FIRST);
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void rotate_withDiskThatFailsAfterTheResponse_saysWhatToDo(Step step) {
        cli.disk = new SteppedDisk(current -> {
            if (isRotated.get()) {
                failAt(step, current);
            }
        });

        assertThat(cli.run("tokens", "rotate"))
                .isEqualTo(
                        notStored(
                                "Cannot write " + cli.file()
                                        + ": no space left on device. Fix the problem, or set JF_CONFIG_DIR to another directory, and try again."));
    }

    @Test
    void rotate_duringAnotherLogin_keepsTheOther() throws Exception {
        try (FakeServer slow = new FakeServer((exchange, request) -> {
            cli.loggedIn(server.url(), Tokens.ADMIN);
            FakeServer.send(exchange, 201, "application/json", ROTATED);
        })) {
            cli.loggedIn(slow.url(), Tokens.FIRST);
            Run run = cli.run("tokens", "rotate");

            assertThat(run.err())
                    .isEqualTo(notStored("Another login has replaced the stored token.")
                            .err()
                            .replace(server.url(), slow.url()));
            assertThat(cli.file()).content().contains(Tokens.ADMIN);
        }
    }

    @Test
    void rotate_refusedByTheServer_keepsTheFile() throws Exception {
        for (int status : new int[] {403, 409}) {
            try (FakeServer refusing = FakeServer.problem(status, "Tokens cannot rotate themselves here.")) {
                cli.loggedIn(refusing.url(), Tokens.FIRST);

                assertThat(cli.run("tokens", "rotate"))
                        .isEqualTo(new Run(
                                1,
                                "",
                                "anchorify: " + refusing.url() + " refused the request (status " + status
                                        + "): Tokens cannot rotate themselves here.\n"));
                assertThat(cli.file()).content().contains(Tokens.FIRST);
            }
        }
    }

    @Test
    void rotate_answeredWithoutAToken_isNotAnAnchorifyServer() throws Exception {
        try (FakeServer other = FakeServer.ok("{}")) {
            cli.loggedIn(other.url(), Tokens.FIRST);
            Run run = cli.run("tokens", "rotate");

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err()).contains("has no valid field 'token'");
        }
    }

    private Run notStored(String reason) {
        return new Run(
                1,
                "",
                "anchorify: The token was rotated, but the new one was not stored. Revoke Bb2 on " + server.url()
                        + "/dashboard, generate another token there, and run 'anchorify login'. Reason: " + reason
                        + "\n");
    }

    private static void failAt(Step step, Step current) throws IOException {
        if (current == step) {
            throw new IOException("No space left on device");
        }
    }
}
