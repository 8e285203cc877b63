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

/** That the proxy is as bad as it says, and good again afterwards. */
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
    void goodLine_movesBytesBothWays() throws IOException {
        try (Socket socket = connect()) {
            assertThat(ask(socket, 'a')).isEqualTo('a');
            assertThat(ask(socket, 'b')).isEqualTo('b');
        }
    }

    @Test
    void slowLine_takesTheTimeItSays() throws IOException {
        proxy.line(Line.slower(Duration.ofMillis(200)));
        try (Socket socket = connect()) {
            long start = System.nanoTime();
            assertThat(ask(socket, 'a')).isEqualTo('a');
            assertThat(System.nanoTime() - start)
                    .isGreaterThan(Duration.ofMillis(200).toNanos());
        }
    }

    @Test
    void blackHole_answersNothing_andDeliversLateWhenHealed() throws IOException {
        try (Socket socket = connect()) {
            assertThat(ask(socket, 'a')).isEqualTo('a');
            proxy.line(Line.BLACK_HOLE);
            socket.setSoTimeout(SHORT_MILLIS);
            assertThatThrownBy(() -> ask(socket, 'b')).isInstanceOf(SocketTimeoutException.class);
            proxy.line(Line.GOOD);
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().read()).isEqualTo('b');
        }
    }

    @Test
    void blackHole_takesNewConnections() throws IOException {
        proxy.line(Line.BLACK_HOLE);
        try (Socket socket = connect()) {
            socket.setSoTimeout(SHORT_MILLIS);
            assertThatThrownBy(() -> ask(socket, 'a')).isInstanceOf(SocketTimeoutException.class);
            proxy.line(Line.GOOD);
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().read()).isEqualTo('a');
        }
    }

    @Test
    void reset_endsConnections_andNewOnesWork() throws IOException {
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
    void refusal_refusesUntilItIsHealed() throws IOException {
        proxy.refuse();
        assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
        proxy.listenAgain();
        try (Socket socket = connect()) {
            assertThat(ask(socket, 'a')).isEqualTo('a');
        }
    }

    @Test
    void trickle_letsFewBytesThrough() throws IOException {
        proxy.line(Line.trickling(40));
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
        int answer = socket.getInputStream().read();
        if (answer < 0) {
            throw new SocketException("closed");
        }
        return answer;
    }

    private void serve() {
        try {
            while (true) {
                Socket socket = echo.accept();
                Thread thread = new Thread(() -> answer(socket));
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static void answer(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // The connection was reset.
        }
    }
}
