package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that keep a connection busy with few bytes. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ConnectionDeadlinesTest {

    private static final Duration DEADLINE = Duration.ofMillis(500);
    /** Well above the deadline, for a busy machine, and far below Jetty's idle timeout. */
    private static final Duration BOUND = Duration.ofSeconds(5);

    private final Echo echo = new Echo();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ConnectionDeadlines deadlines = new ConnectionDeadlines(echo, DEADLINE);
        connector.addEventListener(deadlines);
        server.setHandler(deadlines);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET / HTTP/1.1\r\nHost: a\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\nExpect: 100-continue\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nX: "
            })
    void bytes_thatDrip_endTheConnectionAtItsDeadline(String begin) throws Exception {
        long start = System.nanoTime();
        try (Socket socket = connect()) {
            OutputStream output = socket.getOutputStream();
            output.write(begin.getBytes(StandardCharsets.US_ASCII));
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(BOUND)
                    .until(() -> isClosedAfter(socket, begin.isEmpty() ? "" : "x"));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(DEADLINE.dividedBy(2));
        awaitNothingHeld();
    }

    @Test
    void response_thatIsNotRead_endsTheConnectionAtItsDeadline() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            awaitNothingHeld();
        }
    }

    @Test
    void requests_thatAreNotRead_endTheConnectionAtItsDeadline() throws Exception {
        byte[] requests = "GET /large HTTP/1.1\r\nHost: a\r\n\r\n".repeat(500).getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = connect()) {
            socket.getOutputStream().write(requests);
            awaitNothingHeld();
        }
    }

    @Test
    void connection_withPromptRequests_outlivesTheDeadline() throws Exception {
        byte[] request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx".getBytes(StandardCharsets.US_ASCII);
        long end = System.nanoTime() + DEADLINE.multipliedBy(3).toNanos();
        try (Socket socket = connect()) {
            socket.setSoTimeout(5000);
            while (System.nanoTime() - end < 0) {
                socket.getOutputStream().write(request);
                assertThat(socket.getInputStream().read()).isEqualTo('H');
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> socket.getInputStream().available() > 0);
                socket.getInputStream().skip(socket.getInputStream().available());
            }
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort()));
        return socket;
    }

    /** Waits until no connection is open and no thread is blocked in a request. */
    private void awaitNothingHeld() {
        Awaitility.await()
                .atMost(BOUND)
                .until(() -> connector.getConnectedEndPoints().isEmpty() && echo.running.get() == 0);
    }

    private static boolean isClosedAfter(Socket socket, String more) throws IOException {
        try {
            socket.getOutputStream().write(more.getBytes(StandardCharsets.US_ASCII));
            InputStream input = socket.getInputStream();
            socket.setSoTimeout(10);
            while (input.read() >= 0) {
                // The response of an earlier request.
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Reads the body with a blocked thread, as a servlet does, and answers. */
    private static final class Echo extends Handler.Abstract {

        final AtomicInteger running = new AtomicInteger();

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            running.incrementAndGet();
            try {
                try (InputStream body = Content.Source.asInputStream(request)) {
                    body.transferTo(OutputStream.nullOutputStream());
                }
                String path = Request.getPathInContext(request);
                while (path.equals("/endless")) {
                    Content.Sink.write(response, false, ByteBuffer.allocate(100_000));
                }
                int size = path.equals("/large") ? 100_000 : 1;
                response.write(true, ByteBuffer.allocate(size), callback);
                return true;
            } finally {
                running.decrementAndGet();
            }
        }
    }
}
