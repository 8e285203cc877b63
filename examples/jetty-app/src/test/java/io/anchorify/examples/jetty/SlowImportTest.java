package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that send an import slowly block nobody else. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SlowImportTest extends TransferFixture {

    /** As many as the pool has connections. */
    private static final int CLIENTS = 10;

    private final List<Socket> sockets = new ArrayList<>();

    private List<IssuedToken> tokens;

    @BeforeEach
    void start() throws Exception {
        app = TestApp.inMemory();
        tokens = IntStream.range(0, CLIENTS)
                .mapToObj(i -> app.tokens.issue("ada", "t" + i))
                .toList();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        app.close();
    }

    @Test
    void imports_thatDrip_blockNoRevocationAndNoLookup() throws Exception {
        List<String> lines = export(app).lines().toList();
        // Each import revokes one token. The last line is the same token again, so that a batch would be written.
        String revokedAt = "\"revokedAt\":\"" + Instant.now().truncatedTo(ChronoUnit.MICROS) + "\"";
        for (int i = 0; i < CLIENTS; i++) {
            String token = lines.get(2 + i).replace("\"revokedAt\":null", revokedAt);
            drip(String.join("\n", lines.get(0), lines.get(1), token, token, "{"));
        }
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> answered().size() == CLIENTS - 1);
        Socket dripping = sockets.stream()
                .filter(socket -> !answered().contains(socket))
                .findFirst()
                .orElseThrow();
        for (Socket refused : answered()) {
            assertThat(status(refused)).isEqualTo(409);
        }
        assertThat(importInto(app, export(app)).body()).contains("Another import is running");

        long began = System.nanoTime();
        for (IssuedToken token : tokens) {
            dripping.getOutputStream().write(' ');
            assertThat(user(token, "GET", "/api/me", null).statusCode()).isEqualTo(200);
            assertThat(user(token, "DELETE", "/api/tokens/current", null).statusCode())
                    .isEqualTo(204);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void import_thatIsAbandoned_makesRoomForTheNext() throws Exception {
        String export = export(app);
        drip(export.lines().findFirst().orElseThrow() + "\n{");
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> importInto(app, export).statusCode() == 409);

        sockets.get(0).close();

        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> importInto(app, export).statusCode() == 200);
    }

    @Test
    void import_thatAnnouncesTooManyBytes_isRefusedBeforeItIsSent() throws Exception {
        Socket socket = request("POST /api/admin/import", "Content-Length: " + (512L * 1024 * 1024 + 1));

        assertThat(status(socket)).isEqualTo(413);
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("An import must have at most 536870912 bytes.");
    }

    /** The connections with a response that was not read yet. */
    private List<Socket> answered() {
        return sockets.stream().filter(SlowImportTest::isAnswered).toList();
    }

    private static boolean isAnswered(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the beginning of an import. */
    private void drip(String begin) throws IOException {
        Socket socket = request("POST /api/admin/import", "Content-Length: 1000000");
        socket.getOutputStream().write(begin.getBytes(StandardCharsets.UTF_8));
    }

    private Socket request(String line, String header) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port());
        sockets.add(socket);
        socket.setSoTimeout(20_000);
        String request = line + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TestApp.ADMIN_TOKEN
                + "\r\nContent-Type: application/x-ndjson\r\n" + header + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static int status(Socket socket) throws IOException {
        String line = new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.UTF_8);
        return Integer.parseInt(line.substring(line.length() - 3));
    }
}
