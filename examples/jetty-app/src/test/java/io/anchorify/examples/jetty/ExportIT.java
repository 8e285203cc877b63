package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Alphabet;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import io.anchorify.auth.testing.Effort;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Large exports with a small heap, and an export that loses its database. */
@Tag("not-quick")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ExportIT {

    private static final int TOKENS = Integer.getInteger("anchorify.exported", Effort.pick(20_000, 50_000, 1_000_000));
    private static final String NDJSON = "application/x-ndjson";

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    /** Fewer in H2, which shares the heap and is slow at indexing random hashes. */
    static Stream<Arguments> databases() throws SQLException {
        return Stream.of(
                Arguments.of(TOKENS / 10, TestDatabases.H2.emptyEnvironment()),
                Arguments.of(TOKENS, TestDatabases.POSTGRESQL.emptyEnvironment()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("databases")
    void importAndExport_ofManyTokens_needAConstantHeap(int tokens, Map<String, String> database) throws Exception {
        Path file = exportOf(tokens);
        try (AppProcess app = AppProcess.start(directory, withAdminToken(database), "-Xmx64m")) {
            long begin = System.nanoTime();
            String counts = importFile(app, file);
            assertThat(counts)
                    .as(app.errors())
                    .isEqualTo("{\"tokens\":{\"added\":" + tokens + ",\"changed\":0,\"unchanged\":0},"
                            + "\"documents\":{\"added\":0,\"changed\":0,\"unchanged\":0}}");
            long imported = System.nanoTime();
            String exported = digestOfExport(app);
            long end = System.nanoTime();

            assertThat(exported).isEqualTo(digest(Files.newInputStream(file)));
            System.out.printf(
                    "%,d tokens under -Xmx64m: import %,d ms, export %,d ms%n",
                    tokens, (imported - begin) / 1_000_000, (end - imported) / 1_000_000);
            app.terminate();
            assertThat(app.exitCode()).as(app.errors()).isZero();
        }
    }

    @Test
    void exports_thatAreNotRead_occupyNoConnection_andAreIncompleteWithoutDatabase() throws Exception {
        DatabaseServer server = DatabaseServer.postgres();
        Map<String, String> database = TestDatabases.environmentOfNewDatabase(server);
        List<Socket> exports = new ArrayList<>();
        try (AppProcess app = AppProcess.start(directory, withAdminToken(database))) {
            importFile(app, exportOf(50_000));
            // As many as the pool has connections.
            for (int i = 0; i < 10; i++) {
                exports.add(beginExport(app.port()));
            }
            assertThat(statusOfNewToken(app, database)).isEqualTo(200);

            server.stop();
            InputStream export = exports.get(0).getInputStream();
            String rest = new String(export.readAllBytes(), StandardCharsets.UTF_8);

            assertThat(rest).contains("\"type\":\"token\"").doesNotContain("\"type\":\"end\"");
            assertThat(rest).as("the end of the chunks").doesNotEndWith("\r\n0\r\n\r\n");
        } finally {
            server.start();
            for (Socket export : exports) {
                export.close();
            }
        }
    }

    /** Requests an export, and reads only its beginning. */
    private static Socket beginExport(int port) throws IOException {
        Socket socket = new Socket();
        // A small buffer, so that most of the export is still on the server.
        socket.setReceiveBufferSize(8 * 1024);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String request = "GET /api/admin/export HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + TestApp.ADMIN_TOKEN + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String begin = new String(socket.getInputStream().readNBytes(4096), StandardCharsets.UTF_8);
        assertThat(begin).startsWith("HTTP/1.1 200 ").contains("\"type\":\"header\"");
        return socket;
    }

    /** The status for a token that the application has not seen, and so has to look up. */
    private int statusOfNewToken(AppProcess app, Map<String, String> database) throws Exception {
        try (TokenService tokens = TestDatabases.tokens(database)) {
            String token = tokens.issue("ada", "new").secret().reveal();
            HttpRequest request = HttpRequest.newBuilder(URI.create(app.url() + "/api/me"))
                    .header("Authorization", "Bearer " + token)
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private Path exportOf(int tokens) throws IOException {
        Path file = directory.resolve("tokens-" + tokens + ".ndjson");
        SplittableRandom random = new SplittableRandom(42);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("{\"type\":\"header\",\"format\":\"anchorify-export\",\"version\":2}\n");
            writer.write("{\"type\":\"format\",\"prefix\":\"jf_\",\"alphabet\":\"" + Alphabet.BASE62.characters()
                    + "\",\"shortest\":35,\"longest\":35,\"checksum\":true}\n");
            for (int i = 0; i < tokens; i++) {
                byte[] hash = new byte[32];
                random.nextBytes(hash);
                writer.write(("{\"type\":\"token\",\"id\":\"t%09d\",\"owner\":\"owner-%d\",\"label\":\"laptop\","
                                + "\"scopes\":[\"read\",\"write\"],\"attributes\":{},\"networks\":[],\"hash\":\"%s\","
                                + "\"createdAt\":\"2026-03-01T09:30:00.123456Z\",\"createdBy\":null,\"expiresAt\":null,"
                                + "\"lastUsedAt\":\"2026-03-02T09:30:00.123456Z\",\"lastUsedFrom\":null,"
                                + "\"revokedAt\":null,\"revokedBy\":null,\"revokeReason\":null,"
                                + "\"predecessorId\":null,\"successorId\":null,"
                                + "\"lastRefusedAt\":null,\"lastRefusedFrom\":null}\n")
                        .formatted(i, i / 10, HexFormat.of().formatHex(hash)));
            }
            writer.write("{\"type\":\"end\",\"tokens\":" + tokens + ",\"documents\":0}\n");
        }
        return file;
    }

    private String importFile(AppProcess app, Path file) throws Exception {
        HttpRequest request = admin(app, "/api/admin/import")
                .header("Content-Type", NDJSON)
                .POST(HttpRequest.BodyPublishers.ofFile(file))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private String digestOfExport(AppProcess app) throws Exception {
        HttpRequest request = admin(app, "/api/admin/export").build();
        return digest(
                client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body());
    }

    private static HttpRequest.Builder admin(AppProcess app, String path) {
        return HttpRequest.newBuilder(URI.create(app.url() + path))
                .header("Authorization", "Bearer " + TestApp.ADMIN_TOKEN);
    }

    private static String digest(InputStream input) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[64 * 1024];
        try (input) {
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static Map<String, String> withAdminToken(Map<String, String> database) {
        Map<String, String> environment = new HashMap<>(database);
        environment.put("REPO_SHARE_TOKEN", TestApp.ADMIN_TOKEN);
        return environment;
    }
}
