package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Run;
import io.anchorify.examples.cli.Tokens;
import io.anchorify.examples.cli.http.Limits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator commands. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class AdminTest extends CommandTest {

    private static final String EXPORT =
            "{\"type\":\"anchorify\",\"version\":1}\n{\"type\":\"token\",\"id\":\"Aa1\"}\n{\"type\":\"end\",\"tokens\":1}\n";

    @BeforeEach
    void useAdminToken() {
        cli.environment.put("REPO_SHARE_TOKEN", Tokens.ADMIN);
    }

    @Test
    void export_toStdout_isUnchanged() {
        try (FakeServer server = ndjson(EXPORT)) {
            assertThat(at(server, "admin", "export")).isEqualTo(new Run(0, EXPORT, "Exported 3 lines.\n"));
            assertThat(server.requests())
                    .containsExactly(
                            new FakeServer.RecordedRequest("GET", "/api/admin/export", "Bearer " + Tokens.ADMIN, ""));
        }
    }

    @Test
    void export_toFile_isPrivateAndComplete() throws Exception {
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
    void export_truncated_keepsTheOldFile(String stream) throws Exception {
        Path file = Files.writeString(home.resolve("old.ndjson"), "old");
        try (FakeServer server = ndjson(stream)) {
            Run run = at(server, "admin", "export", "-o", file.toString());

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err())
                    .matches("anchorify: The export is incomplete: it ended after [0-3] lines. Try again.\n");
            assertThat(file).hasContent("old");
            assertOnly(file);
        }
    }

    @Test
    void export_withBrokenConnection_keepsTheOldFileWithoutRetry() throws Exception {
        Path file = Files.writeString(home.resolve("old.ndjson"), "old");
        try (FakeServer server = new FakeServer((exchange, request) -> {
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
    void export_stalled_timesOut() {
        CountDownLatch end = new CountDownLatch(1);
        try (FakeServer server = new FakeServer((exchange, request) -> {
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
            assertThat(run.err()).contains("did not respond in time");
        }
    }

    @Test
    void export_takingLong_showsProgressOnATerminal() {
        cli.isErrTerminal = true;
        try (FakeServer server = new FakeServer((exchange, request) -> {
            long start = System.nanoTime();
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            body.write("{}\n".repeat(400_000).getBytes(StandardCharsets.UTF_8));
            body.flush();
            Awaitility.await().until(() -> System.nanoTime() - start > 1_300_000_000L);
            body.write("{\"type\":\"end\"}\n".getBytes(StandardCharsets.UTF_8));
        })) {
            Run run = at(server, "admin", "export", "-o", home.resolve("long").toString());

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.err())
                    .contains("\r\u001b[KExporting: 1 MB after 1 s")
                    .endsWith("\r\u001b[K");
        }
    }

    @Test
    void export_withUserToken_isRefused() {
        cli.environment.put("REPO_SHARE_TOKEN", Tokens.FIRST);
        try (FakeServer server = FakeServer.problem(
                403, "Admin token required.", "WWW-Authenticate", "Bearer error=\"insufficient_scope\"")) {
            Run run = at(server, "admin", "export", "-o", home.resolve("x").toString());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo("anchorify: " + server.url() + " refused the request (status 403): Admin token required."
                            + " The token from REPO_SHARE_TOKEN does not permit this request; use another one.\n");
            assertThat(home).isEmptyDirectory();
        }
    }

    @Test
    void export_ofAnotherContentType_isRejected() {
        try (FakeServer server = FakeServer.ok("{\"type\":\"end\"}")) {
            Run run = at(server, "admin", "export");
            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("does not respond like an Anchorify server");
        }
    }

    @Test
    void export_toAnythingButARegularFile_isAUsageError() throws Exception {
        Path link = Files.createSymbolicLink(home.resolve("link"), Files.createFile(home.resolve("target")));
        try (FakeServer server = ndjson(EXPORT)) {
            for (Path target : List.of(Path.of("/dev/null"), home, link)) {
                Run run = at(server, "admin", "export", "-o", target.toString());
                assertThat(run.exitCode()).as("%s", target).isEqualTo(2);
                assertThat(run.err()).contains("is not a regular file");
            }
            assertThat(at(server, "admin", "export", "--json").exitCode()).isEqualTo(2);
            assertThat(server.requests()).isEmpty();
            assertThat(Files.isSymbolicLink(link)).isTrue();
        }
    }

    @Test
    void export_toUnwritablePath_saysWhy() throws Exception {
        Path file = Files.createFile(home.resolve("file"));
        try (FakeServer server = ndjson(EXPORT)) {
            assertThat(at(
                                    server,
                                    "admin",
                                    "export",
                                    "-o",
                                    home.resolve("no/where").toString())
                            .err())
                    .contains("no/where: no such file or directory. Free disk space");
            assertThat(at(server, "admin", "export", "-o", file.resolve("below").toString())
                            .exitCode())
                    .isEqualTo(1);
        }
    }

    @Test
    void import_ofFile_sendsItUnchangedAndPrintsCounts() throws Exception {
        Path file = Files.writeString(home.resolve("export.ndjson"), EXPORT);
        try (FakeServer server = FakeServer.ok(
                "{\"tokens\":{\"added\":3,\"changed\":1,\"unchanged\":0},\"documents\":{\"added\":0,\"changed\":0,\"unchanged\":12}}")) {
            assertThat(at(server, "admin", "import", file.toString()))
                    .isEqualTo(new Run(
                            0,
                            "Imported tokens: 3 added, 1 changed, 0 unchanged.\n"
                                    + "Imported documents: 0 added, 0 changed, 12 unchanged.\n",
                            ""));
            assertThat(at(server, "admin", "import", "--json", file.toString()).out())
                    .isEqualTo("{\"tokens\":{\"added\":3,\"changed\":1,\"unchanged\":0},"
                            + "\"documents\":{\"added\":0,\"changed\":0,\"unchanged\":12}}\n");
            assertThat(server.requests().subList(0, 2))
                    .containsExactly(
                            new FakeServer.RecordedRequest("GET", "/api/me", "Bearer " + Tokens.ADMIN, ""),
                            new FakeServer.RecordedRequest(
                                    "POST", "/api/admin/import", "Bearer " + Tokens.ADMIN, EXPORT));
        }
    }

    @Test
    void import_ofInvalidFile_namesTheLine() throws Exception {
        Path file = Files.writeString(home.resolve("export.ndjson"), "{\n");
        try (FakeServer server = new FakeServer((exchange, request) -> {
            if (request.method().equals("GET")) {
                FakeServer.send(exchange, 200, "application/json", FakeServer.ME);
            } else {
                String problem = FakeServer.problemOf(400, "Line 1 is not a JSON object; nothing was changed.");
                FakeServer.send(exchange, 400, "application/problem+json", problem);
            }
        })) {
            assertThat(at(server, "admin", "import", file.toString()))
                    .isEqualTo(
                            new Run(
                                    1,
                                    "",
                                    "anchorify: " + server.url()
                                            + " refused the request (status 400): Line 1 is not a JSON object; nothing was changed.\n"));
        }
    }

    @Test
    void import_withRefusedToken_sendsNoFile() throws Exception {
        Path file = Files.writeString(home.resolve("export.ndjson"), EXPORT);
        try (FakeServer server = FakeServer.problem(401, "No.")) {
            Run run = at(server, "admin", "import", file.toString());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("refused the token from REPO_SHARE_TOKEN");
            assertThat(server.requests())
                    .containsExactly(new FakeServer.RecordedRequest("GET", "/api/me", "Bearer " + Tokens.ADMIN, ""));
        }
    }

    /** A server that refuses a large file closes the connection, so its answer could be lost while the file is sent. */
    @Test
    void import_ofFile_waitsUntilTheServerAgrees() throws Exception {
        Path file = Files.writeString(home.resolve("export.ndjson"), EXPORT);
        List<String> expectations = new CopyOnWriteArrayList<>();
        try (FakeServer server = new FakeServer((exchange, request) -> {
            expectations.add(
                    request.method() + " " + exchange.getRequestHeaders().getFirst("Expect"));
            FakeServer.send(exchange, 200, "application/json", FakeServer.ME);
        })) {
            at(server, "admin", "import", file.toString());
        }
        assertThat(expectations).containsExactly("GET null", "POST 100-Continue");
    }

    @Test
    void import_ofMissingFile_isAUsageError() {
        try (FakeServer server = FakeServer.ok("{}")) {
            assertThat(at(server, "admin", "import", home.toString()).exitCode())
                    .isEqualTo(2);
            assertThat(at(server, "admin", "import", home.resolve("none").toString())
                            .exitCode())
                    .isEqualTo(2);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void claimOrphans_ofOneDocument_printsTheCount() {
        try (FakeServer server = FakeServer.ok("{\"claimed\":1}")) {
            assertThat(at(server, "admin", "claim-orphans", "ada").out()).isEqualTo("Assigned 1 document to ada.\n");
            assertThat(at(server, "admin", "claim-orphans", "ada", "--json").out())
                    .isEqualTo("{\"claimed\":1}\n");
            assertThat(server.requests().get(0))
                    .isEqualTo(new FakeServer.RecordedRequest(
                            "POST", "/api/admin/claim-orphans", "Bearer " + Tokens.ADMIN, "{\"owner\":\"ada\"}\n"));
        }
        try (FakeServer server = FakeServer.ok("{\"claimed\":\"one\"}")) {
            assertThat(at(server, "admin", "claim-orphans", "ada").exitCode()).isEqualTo(4);
        }
    }

    private void assertOnly(Path file) throws IOException {
        try (Stream<Path> entries = Files.list(home)) {
            assertThat(entries).containsExactly(file);
        }
    }

    private static FakeServer ndjson(String stream) {
        return FakeServer.always(200, "application/x-ndjson", stream);
    }
}
