package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Run;
import io.anchorify.examples.cli.TestCli;
import io.anchorify.examples.cli.TlsServer;
import io.anchorify.examples.cli.http.Limits;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that fail, stall or cannot be trusted: the message and the exit code. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ConnectionFailuresTest extends CommandTest {

    @Test
    void server_down_isRetriedAndNamed() throws Exception {
        int port = freePort();
        cli.environment.put("REPO_SHARE_HOST", "http://localhost:" + port);

        assertFailure(
                cli.run("whoami"),
                4,
                "Cannot connect to http://localhost:" + port + ". Check the address, and that the server is running.");
        assertThat(cli.pauses).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofMillis(750));
    }

    @Test
    void publish_toServerThatIsDown_isNotRetried() throws Exception {
        cli.environment.put("REPO_SHARE_HOST", "http://localhost:" + freePort());
        Path file = Files.writeString(home.resolve("a.txt"), "a");

        assertThat(cli.run("publish", file.toString()).exitCode()).isEqualTo(4);
        assertThat(cli.pauses).isEmpty();
    }

    @Test
    void connection_broken_isRetriedExceptForPublish() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket server = answering("", connections)) {
            cli.environment.put("REPO_SHARE_HOST", "http://localhost:" + server.getLocalPort());
            Run run = cli.run("whoami");
            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err()).startsWith("anchorify: The connection to ").endsWith(". Try again.\n");
            assertThat(cli.pauses).hasSize(3);
            assertThat(connections).hasValueGreaterThanOrEqualTo(4);

            cli.pauses.clear();
            Path file = Files.writeString(home.resolve("a.txt"), "a");
            assertThat(cli.run("publish", file.toString()).exitCode()).isEqualTo(4);
            assertThat(cli.pauses).isEmpty();
        }
    }

    @Test
    void server_withUntrustedCertificate_isNotSentTheToken() throws Exception {
        try (FakeServer server = new FakeServer(TlsServer.create(home, "localhost"), (exchange, request) -> {
            throw new IOException("Unexpected request");
        })) {
            cli.environment.put("REPO_SHARE_HOST", "https://localhost:" + server.port());

            Run run = cli.run("whoami");

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err())
                    .startsWith("anchorify: Cannot establish a secure connection to https://localhost:" + server.port()
                            + ": ")
                    .endsWith(". Nothing was sent. Check the address, or make Java trust the certificate (see"
                            + " docs/command.md).\n");
            assertThat(server.requests()).isEmpty();
            assertThat(cli.pauses).isEmpty();
        }
    }

    @Test
    void server_withoutTls_isNamed() throws Exception {
        try (ServerSocket server = answering("HTTP/1.1 400 Bad Request\r\n\r\n", new AtomicInteger())) {
            cli.environment.put("REPO_SHARE_HOST", "https://localhost:" + server.getLocalPort());

            Run run = cli.run("whoami");

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err())
                    .contains("Cannot establish a secure connection to https://localhost:" + server.getLocalPort());
        }
    }

    @Test
    void server_withoutResponse_timesOut() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (FakeServer server = new FakeServer((exchange, request) -> await(end))) {
            cli.limits = TestCli.IMPATIENT;
            Run run = at(server, "whoami");
            end.countDown();

            assertFailure(
                    run,
                    4,
                    server.url() + " did not respond in time. Try again later; if the problem persists, contact its"
                            + " operator.");
        }
    }

    @Test
    void server_stalledInAResponse_timesOut() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (FakeServer server = new FakeServer((exchange, request) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"owner\":".getBytes());
            exchange.getResponseBody().flush();
            await(end);
        })) {
            cli.limits = TestCli.IMPATIENT;
            Run run = at(server, "whoami");
            end.countDown();

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err()).contains("did not respond in time");
        }
    }

    @Test
    void response_withoutEnd_isAborted() {
        byte[] piece = new byte[64 * 1024];
        try (FakeServer server = new FakeServer((exchange, request) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            // Until the command closes the connection.
            while (true) {
                body.write(piece);
            }
        })) {
            cli.limits = Limits.STANDARD;
            Run run = at(server, "whoami");

            assertFailure(run, 4, "The response of " + server.url() + " is too large. Check the address.");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Accepts connections, sends this text and closes them. */
    private static ServerSocket answering(String text, AtomicInteger connections) throws IOException {
        ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket connection = server.accept()) {
                    connections.incrementAndGet();
                    connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }
}
