package io.anchorify.auth.jdbc.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The proxy injects each fault, and works again after the repair. */
@Timeout(60)
class FaultyProxyTest {

    private static final int SHORT_MILLIS = 300;

    private ServerSocket echo;
    private FaultyProxy proxy;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread server = new Thread(this::serve);
        server.setDaemon(true);
        server.start();
        proxy = FaultyProxy.to(echo.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void healthyLink_transfersBytesInBothDirections() throws IOException {
        try (Socket socket = connect()) {
            assertThat(ask(socket, 'a')).isEqualTo('a');
            assertThat(ask(socket, 'b')).isEqualTo('b');
        }
    }

    @Test
    void slowLink_delaysAsConfigured() throws IOException {
        proxy.link(LinkState.slower(Duration.ofMillis(200)));
        try (Socket socket = connect()) {
            long start = System.nanoTime();
            assertThat(ask(socket, 'a')).isEqualTo('a');
            assertThat(System.nanoTime() - start)
                    .isGreaterThan(Duration.ofMillis(200).toNanos());
        }
    }

    @Test
    void blackHole_afterItsRepair_deliversWhatItHeldBack() throws IOException {
        try (Socket socket = connect()) {
            assertThat(ask(socket, 'a')).isEqualTo('a');
            proxy.link(LinkState.BLACK_HOLE);
            socket.setSoTimeout(SHORT_MILLIS);
            assertThatThrownBy(() -> ask(socket, 'b')).isInstanceOf(SocketTimeoutException.class);
            proxy.link(LinkState.HEALTHY);
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().read()).isEqualTo('b');
        }
    }

    @Test
    void blackHole_acceptsNewConnections() throws IOException {
        proxy.link(LinkState.BLACK_HOLE);
        try (Socket socket = connect()) {
            socket.setSoTimeout(SHORT_MILLIS);
            assertThatThrownBy(() -> ask(socket, 'a')).isInstanceOf(SocketTimeoutException.class);
            proxy.link(LinkState.HEALTHY);
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().read()).isEqualTo('a');
        }
    }

    @Test
    void reset_endsConnectionsAndAcceptsNewOnes() throws IOException {
        try (Socket socket = connect()) {
            assertThat(ask(socket, 'a')).isEqualTo('a');
            proxy.reset();
            assertThatThrownBy(() -> ask(socket, 'b')).isInstanceOf(SocketException.class);
        }
        try (Socket socket = connect()) {
            assertThat(ask(socket, 'c')).isEqualTo('c');
        }
    }

    @Test
    void refusal_lastsUntilItsRepair() throws IOException {
        proxy.refuse();
        assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
        proxy.listenAgain();
        try (Socket socket = connect()) {
            assertThat(ask(socket, 'a')).isEqualTo('a');
        }
    }

    @Test
    void trickle_limitsTheThroughput() throws IOException {
        proxy.link(LinkState.trickling(40));
        try (Socket socket = connect()) {
            long start = System.nanoTime();
            socket.getOutputStream().write(new byte[20]);
            assertThat(socket.getInputStream().readNBytes(20)).hasSize(20);
            assertThat(System.nanoTime() - start)
                    .isGreaterThan(Duration.ofMillis(400).toNanos());
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static int ask(Socket socket, char letter) throws IOException {
        socket.getOutputStream().write(letter);
        int response = socket.getInputStream().read();
        if (response < 0) {
            throw new SocketException("closed");
        }
        return response;
    }

    private void serve() {
        try {
            while (true) {
                Socket socket = echo.accept();
                Thread thread = new Thread(() -> response(socket));
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static void response(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // The connection was reset.
        }
    }
}
