package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More slow clients than the server has threads. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SlowClientsTest extends WebTest {

    private static final int CLIENTS = 205;
    private static final Duration PROMPT = Duration.ofSeconds(1);

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void closeSockets() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    @Test
    void bodiesOfUsers_thatDrip_leaveThreadsForOthers() throws Exception {
        IssuedToken token = app.tokens.issue(user, null);
        attack("POST /api/documents HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                + token.secret().reveal() + "\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{");
        assertOthersAreAnswered(token);
    }

    @Test
    void bodiesOfVisitors_thatDrip_leaveThreadsForOthers() throws Exception {
        attack("POST /login HTTP/1.1\r\nHost: a\r\nCookie: anchorify-browser=" + csrf("/login")
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n_csr");
        assertOthersAreAnswered(app.tokens.issue(user, null));
    }

    /** The long form: each client sends a byte every 5 seconds, until the server ends its request. */
    @Test
    @Tag("not-quick")
    @Tag("not-ci")
    void bodies_thatDrip_areEndedInBoundedTime() throws Exception {
        IssuedToken token = app.tokens.issue(user, null);
        attack("POST /api/documents HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                + token.secret().reveal() + "\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{");
        List<String> answers = new ArrayList<>();
        Awaitility.await()
                .pollInterval(Duration.ofSeconds(5))
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    assertOthersAreAnswered(token);
                    sockets.removeIf(socket -> isEnded(socket, answers));
                    return sockets.isEmpty();
                });
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer).matches("(?s)|HTTP/1.1 408 .*|HTTP/1.1 503 .*Retry-After: .*"));
    }

    private void attack(String begin) throws IOException {
        for (int i = 0; i < CLIENTS; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port());
            sockets.add(socket);
            socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void assertOthersAreAnswered(IssuedToken token) throws IOException {
        for (String path : List.of("/health/live", "/health/ready", "/api/me", "/api/documents")) {
            Duration fastest = Duration.ofDays(1);
            for (int i = 0; i < 3; i++) {
                Duration took = timed(path, token);
                fastest = took.compareTo(fastest) < 0 ? took : fastest;
            }
            assertThat(fastest).as(path).isLessThan(PROMPT);
        }
    }

    private Duration timed(String path, IssuedToken token) throws IOException {
        long start = System.nanoTime();
        try (KeepAliveClient client = new KeepAliveClient(app.port(), 20_000)) {
            assertThat(client.get(path, token.secret().reveal()).status()).isEqualTo(200);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Sends a byte, and reads the answer of a request that has ended. */
    private static boolean isEnded(Socket socket, List<String> answers) {
        StringBuilder answer = new StringBuilder();
        try {
            socket.getOutputStream().write('x');
            socket.setSoTimeout(1);
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                answer.append((char) next);
            }
        } catch (SocketTimeoutException e) {
            if (answer.isEmpty()) {
                return false;
            }
        } catch (IOException e) {
            // The server has closed the connection.
        }
        answers.add(answer.toString());
        return true;
    }
}
