package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Tokens;
import io.anchorify.examples.cli.commands.TestCli.Run;
import io.anchorify.examples.cli.http.Limits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's commands. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class AdminTest {

    private static final String EXPORT =
            "{\"type\":\"anchorify\",\"version\":1}\n{\"type\":\"token\",\"id\":\"Aa1\"}\n{\"type\":\"end\",\"tokens\":1}\n";

    @TempDir
    private Path home;

    private TestCli cli;

    @BeforeEach
    void become() {
        cli = new TestCli(home);
        cli.environment.put("REPO_SHARE_TOKEN", Tokens.ADMIN);
    }

    @Test
    void export_toStdout_isTheStreamAsItIs() {
        try (FakeServer server = ndjson(EXPORT)) {
            assertThat(at(server, "admin", "export")).isEqualTo(new Run(0, EXPORT, "Exported 3 lines.\n"));
            assertThat(server.asked())
                    .containsExactly(new FakeServer.Asked("GET", "/api/admin/export", "Bearer " + Tokens.ADMIN, ""));
        }
    }

    @Test
    void export_toAFile_isPrivateAndWhole() throws Exception {
        Path file = Files.writeString(home.resolve("old.ndjson"), "old");
        try (FakeServer server = ndjson(EXPORT)) {
            assertThat(at(server, "admin", "export", "-o", file.toString()))
                    .isEqualTo(new Run(0, "Exported 3 lines to " + file + ".\n", ""));
            assertThat(file).hasContent(EXPORT);
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(at(server, "admin", "export", "--json", "--output", file.toString())
                            .out())
                    .isEqualTo("{\"file\":\"" + file + "\",\"lines\":3,\"bytes\":" + EXPORT.length() + "}\n");
            assertOnly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"type\":\"token\"}\n",
                "{\"type\":\"end\"}\n{\"type\":\"token\"}\n",
                "{\"type\":\"end\"}",
                "{\"type\":\"token\",\"label\":\"{\\\"type\\\":\\\"end\\\"}\"}\n",
                "end\n",
                "{\"type\":\"end\"}\n\n"
            })
    void export_thatIsCutShort_leavesTheOldFile(String stream) throws Exception {
        Path file = Files.writeString(home.resolve("old.ndjson"), "old");
        try (FakeServer server = ndjson(stream)) {
            Run run = at(server, "admin", "export", "-o", file.toString());

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err())
                    .matches("anchorify: The export was cut short after [0-3] lines and cannot be used: try again.\n");
            assertThat(file).hasContent("old");
            assertOnly(file);
        }
    }

    @Test
    void export_whoseConnectionBreaks_leavesTheOldFileAndIsNotTriedAgain() throws Exception {
        Path file = Files.writeString(home.resolve("old.ndjson"), "old");
        try (FakeServer server = new FakeServer((exchange, asked) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(EXPORT.getBytes(StandardCharsets.UTF_8));
        })) {
            Run run = at(server, "admin", "export", "-o", file.toString());

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(cli.pauses).isEmpty();
            assertThat(file).hasContent("old");
            assertOnly(file);
        }
    }

    @Test
    void export_thatStalls_isGivenUp() {
        CountDownLatch end = new CountDownLatch(1);
        try (FakeServer server = new FakeServer((exchange, asked) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(EXPORT.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            await(end);
        })) {
            cli.limits = new Limits(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMillis(300),
                    Duration.ofSeconds(30),
                    4,
                    Duration.ofSeconds(30),
                    1 << 20);
            Run run = at(server, "admin", "export");
            end.countDown();

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err()).contains("did not answer in time");
        }
    }

    @Test
    void export_thatTakesLong_showsProgressOnATerminalAlone() {
        for (boolean isTerminal : new boolean[] {false, true}) {
            cli.isErrTerminal = isTerminal;
            long start = System.nanoTime();
            try (FakeServer server = new FakeServer((exchange, asked) -> {
                exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
                exchange.sendResponseHeaders(200, 0);
                OutputStream body = exchange.getResponseBody();
                body.write("{}\n".repeat(400_000).getBytes(StandardCharsets.UTF_8));
                body.flush();
                Awaitility.await()
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(100))
                        .until(() -> {
                            body.write("{}\n".getBytes(StandardCharsets.UTF_8));
                            body.flush();
                            return System.nanoTime() - start > 1_700_000_000L;
                        });
                body.write("{\"type\":\"end\"}\n".getBytes(StandardCharsets.UTF_8));
            })) {
                Run run =
                        at(server, "admin", "export", "-o", home.resolve("long").toString());

                assertThat(run.exitCode()).as(run.err()).isZero();
                if (isTerminal) {
                    assertThat(run.err())
                            .contains("\r\u001b[KExporting: 1 MB after 1 s")
                            .endsWith("\r\u001b[K");
                } else {
                    assertThat(run.err()).isEmpty();
                }
            }
        }
    }

    @Test
    void export_ofGigabytes_needsNoMemory() {
        byte[] lines = ("{\"type\":\"token\",\"hash\":\"" + "0".repeat(1000) + "\"}\n")
                .repeat(1000)
                .getBytes(StandardCharsets.UTF_8);
        long[] taken = {0};
        cli.stdout = new OutputStream() {
            @Override
            public void write(int b) {
                taken[0]++;
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                taken[0] += length;
            }
        };
        try (FakeServer server = new FakeServer((exchange, asked) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            exchange.sendResponseHeaders(200, 0);
            // More than the heap of these tests has.
            for (int i = 0; i < 1100; i++) {
                exchange.getResponseBody().write(lines);
            }
            exchange.getResponseBody().write("{\"type\":\"end\"}\n".getBytes(StandardCharsets.UTF_8));
        })) {
            cli.limits = Limits.STANDARD;
            assertThat(at(server, "admin", "export").exitCode()).isZero();
            assertThat(taken[0])
                    .isGreaterThan(1100L * 1_000_000)
                    .isGreaterThan(Runtime.getRuntime().maxMemory());
        }
    }

    @Test
    void export_withAUsersToken_isRefused() {
        cli.environment.put("REPO_SHARE_TOKEN", Tokens.FIRST);
        try (FakeServer server = FakeServer.problem(403, "This needs the admin token.")) {
            Run run = at(server, "admin", "export", "-o", home.resolve("x").toString());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo("anchorify: " + server.url() + " refuses (status 403): This needs the admin token."
                            + " The token in REPO_SHARE_TOKEN is not meant for this; use one that is.\n");
            assertThat(home).isEmptyDirectory();
        }
    }

    @Test
    void export_ofAnotherType_isNoExport() {
        try (FakeServer server = FakeServer.ok("{\"type\":\"end\"}")) {
            Run run = at(server, "admin", "export");
            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("does not answer like an Anchorify server");
        }
    }

    @Test
    void export_toWhatIsNoRegularFile_isAUsageError() throws Exception {
        Path link = Files.createSymbolicLink(home.resolve("link"), Files.createFile(home.resolve("target")));
        try (FakeServer server = ndjson(EXPORT)) {
            for (Path target : List.of(Path.of("/dev/null"), home, link)) {
                Run run = at(server, "admin", "export", "-o", target.toString());
                assertThat(run.exitCode()).as("%s", target).isEqualTo(2);
                assertThat(run.err()).contains("is not a regular file");
            }
            assertThat(at(server, "admin", "export", "--json").exitCode()).isEqualTo(2);
            assertThat(server.asked()).isEmpty();
            assertThat(Files.isSymbolicLink(link)).isTrue();
        }
    }

    @Test
    void export_toAPlaceThatCannotBeWritten_saysWhy() throws Exception {
        Path file = Files.createFile(home.resolve("file"));
        try (FakeServer server = ndjson(EXPORT)) {
            assertThat(at(
                                    server,
                                    "admin",
                                    "export",
                                    "-o",
                                    home.resolve("no/where").toString())
                            .err())
                    .contains("cannot be written (there is no such file or directory): make room");
            assertThat(at(server, "admin", "export", "-o", file.resolve("below").toString())
                            .exitCode())
                    .isEqualTo(1);
        }
    }

    @Test
    void import_ofAFile_sendsItAsItIsAndCounts() throws Exception {
        Path file = Files.writeString(home.resolve("export.ndjson"), EXPORT);
        try (FakeServer server = FakeServer.ok(
                "{\"tokens\":{\"added\":3,\"changed\":1,\"unchanged\":0},\"documents\":{\"added\":0,\"changed\":0,\"unchanged\":12}}")) {
            assertThat(at(server, "admin", "import", file.toString()))
                    .isEqualTo(new Run(
                            0,
                            "Of the tokens, 3 were added, 1 changed, and 0 were as they are.\n"
                                    + "Of the documents, 0 were added, 0 changed, and 12 were as they are.\n",
                            ""));
            assertThat(at(server, "admin", "import", "--json", file.toString()).out())
                    .isEqualTo("{\"tokens\":{\"added\":3,\"changed\":1,\"unchanged\":0},"
                            + "\"documents\":{\"added\":0,\"changed\":0,\"unchanged\":12}}\n");
            assertThat(server.asked().get(0))
                    .isEqualTo(new FakeServer.Asked("POST", "/api/admin/import", "Bearer " + Tokens.ADMIN, EXPORT));
        }
    }

    @Test
    void import_ofABadFile_printsWhichLine() throws Exception {
        Path file = Files.writeString(home.resolve("export.ndjson"), "{\n");
        try (FakeServer server = FakeServer.problem(400, "Line 1 is not a JSON object; nothing was changed.")) {
            assertThat(at(server, "admin", "import", file.toString()))
                    .isEqualTo(new Run(
                            1,
                            "",
                            "anchorify: " + server.url()
                                    + " refuses (status 400): Line 1 is not a JSON object; nothing was changed.\n"));
        }
    }

    @Test
    void import_ofWhatIsNoFile_isAUsageError() {
        try (FakeServer server = FakeServer.ok("{}")) {
            assertThat(at(server, "admin", "import", home.toString()).exitCode())
                    .isEqualTo(2);
            assertThat(at(server, "admin", "import", home.resolve("none").toString())
                            .exitCode())
                    .isEqualTo(2);
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void orphans_claimed_areCounted() {
        try (FakeServer server = FakeServer.ok("{\"claimed\":1}")) {
            assertThat(at(server, "admin", "claim-orphans", "ada").out()).isEqualTo("1 document belongs to ada now.\n");
            assertThat(at(server, "admin", "claim-orphans", "ada", "--json").out())
                    .isEqualTo("{\"claimed\":1}\n");
            assertThat(server.asked().get(0))
                    .isEqualTo(new FakeServer.Asked(
                            "POST", "/api/admin/claim-orphans", "Bearer " + Tokens.ADMIN, "{\"owner\":\"ada\"}\n"));
        }
        try (FakeServer server = FakeServer.ok("{\"claimed\":\"one\"}")) {
            assertThat(at(server, "admin", "claim-orphans", "ada").exitCode()).isEqualTo(4);
        }
    }

    private Run at(FakeServer server, String... arguments) {
        cli.environment.put("REPO_SHARE_HOST", server.url());
        return cli.run(arguments);
    }

    private void assertOnly(Path file) throws IOException {
        try (Stream<Path> entries = Files.list(home)) {
            assertThat(entries).containsExactly(file);
        }
    }

    private static FakeServer ndjson(String stream) {
        return FakeServer.always(200, "application/x-ndjson", stream);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
