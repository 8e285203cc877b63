package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections during the shutdown of the server. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class DrainingTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration IDLE_TIMEOUT = Duration.ofMillis(300);
    private static final String DOCUMENT = "{\"title\":\"a\",\"body\":\"b\"}";

    /** Not the common pool, because all tasks block. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void request_longerThanTheIdleTimeout_isCompletedBeforeTheClose() throws Exception {
        TestApp app = TestApp.inMemory();
        IssuedToken token = app.tokens.issue("ada", null);
        try (Socket slow = connect(app)) {
            send(slow, head("POST", token, "Content-Length: " + DOCUMENT.length()) + DOCUMENT.substring(0, 5));
            app.awaitUse(token);
            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> app.close(TIMEOUT, IDLE_TIMEOUT), threads);
            awaitNoMoreConnections(app);
            // Longer than the idle timeout and than the one second of Jetty's own shutdown.
            Duration longer = IDLE_TIMEOUT.plusSeconds(1);
            Awaitility.await().during(longer).atMost(longer.plusSeconds(5)).until(() -> !end.isDone());

            send(slow, DOCUMENT.substring(5));
            assertThat(rest(slow)).startsWith("HTTP/1.1 201 ").contains("Connection: close");
            end.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void idleConnection_duringDrain_canSendOneMoreRequest() throws Exception {
        TestApp app = TestApp.inMemory();
        IssuedToken token = app.tokens.issue("ada", null);
        try (KeepAliveClient idle = new KeepAliveClient(app.port(), 10_000);
                KeepAliveClient silent = new KeepAliveClient(app.port(), 10_000)) {
            idle.get("/api/me", token.secret().reveal());
            silent.get("/api/me", token.secret().reveal());
            assertThat(idle.isOpen()).isTrue();

            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> app.close(TIMEOUT, IDLE_TIMEOUT), threads);
            awaitNoMoreConnections(app);
            assertThat(idle.get("/api/me", token.secret().reveal()).status()).isEqualTo(200);
            assertThat(idle.isOpen()).isFalse();
            end.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void response_committedBeforeTheDrain_allowsAnotherRequest() throws Exception {
        SlowAnswers slow = new SlowAnswers();
        DrainingHandler draining = new DrainingHandler(slow);
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(draining);
        server.start();
        int port = connector.getLocalPort();
        try (KeepAliveClient client = new KeepAliveClient(port, 10_000)) {
            CompletableFuture<KeepAliveClient.Answer> begun = CompletableFuture.supplyAsync(() -> get(client), threads);
            slow.begun.await();
            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> drain(draining, connector), threads);
            awaitLastAnswers(port);
            slow.rest.countDown();

            assertThat(begun.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(client.isOpen()).isTrue();
            assertThat(get(client).status()).isEqualTo(200);
            assertThat(client.isOpen()).isFalse();
            end.get(10, TimeUnit.SECONDS);
        } finally {
            server.stop();
        }
    }

    /** Sends one byte, and a second one when the latch is released. */
    private static final class SlowAnswers extends Handler.Abstract {

        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch rest = new CountDownLatch(1);

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 2);
            boolean isSlow = request.getHttpURI().getPath().equals("/slow");
            Content.Sink.write(response, false, ByteBuffer.wrap(new byte[] {'a'}));
            if (isSlow) {
                begun.countDown();
                rest.await();
            }
            response.write(true, ByteBuffer.wrap(new byte[] {'b'}), callback);
            return true;
        }
    }

    private static KeepAliveClient.Answer get(KeepAliveClient client) {
        try {
            return client.get("/slow", "none");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void drain(DrainingHandler draining, ServerConnector connector) {
        try {
            draining.drain(connector, TIMEOUT, IDLE_TIMEOUT);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until responses announce the close of the connection. */
    private static void awaitLastAnswers(int port) {
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> {
            try (KeepAliveClient other = new KeepAliveClient(port, 10_000)) {
                other.get("/fast", "none");
                return !other.isOpen();
            }
        });
    }

    private static Socket connect(TestApp app) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static String head(String method, IssuedToken token, String header) {
        return method + " /api/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer " + token.secret().reveal() + "\r\n" + header + "\r\n\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String rest(Socket socket) throws IOException {
        InputStream input = socket.getInputStream();
        return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Waits until the server no longer accepts connections. */
    private static void awaitNoMoreConnections(TestApp app) {
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> {
            try (Socket refused = new Socket(InetAddress.getLoopbackAddress(), app.port())) {
                return !refused.isConnected();
            } catch (IOException e) {
                return true;
            }
        });
    }
}
