package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two users and somebody without a token take turns on the same connections and threads, many requests at a time. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TwoUsersTest {

    private static final int REQUESTS = Integer.getInteger("anchorify.requests", 100_000);
    private static final int CONNECTIONS = 4;
    private static final int PIPELINED = 60;

    @Test
    void requests_ofTwoUsersOnSharedConnections_areNeverMixedUp() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
        try (TokenService tokens = TokenService.builder(TokenStore.inMemory()).build();
                JettyEe10 container = new JettyEe10()) {
            container.filter(
                    "/*",
                    BearerTokenFilter.builder(tokens).optional().build(),
                    EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
            container.servlet("/*", new Whoami());
            container.start();
            String ada = "Authorization: Bearer "
                    + tokens.issue("ada", null).secret().reveal() + "\r\n";
            String grace = "Authorization: Bearer "
                    + tokens.issue("grace", null).secret().reveal() + "\r\n";

            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                counts.add(clients.submit(() -> takeTurns(container.port(), ada, grace)));
            }
            int answered = 0;
            for (Future<Integer> count : counts) {
                answered += count.get();
            }
            assertThat(answered).isGreaterThanOrEqualTo(REQUESTS);
        } finally {
            clients.shutdownNow();
        }
    }

    private static int takeTurns(int port, String ada, String grace) throws IOException {
        String[] headers = {ada, grace, ""};
        String[] owners = {"ada", "grace", "nobody"};
        StringBuilder batch = new StringBuilder();
        for (int i = 0; i < PIPELINED; i++) {
            String path = i % 5 == 0 ? "/async" : "/";
            batch.append("GET ")
                    .append(path)
                    .append(" HTTP/1.1\r\nHost: x\r\n")
                    .append(headers[i % 3])
                    .append("\r\n");
        }
        byte[] request = batch.toString().getBytes(StandardCharsets.US_ASCII);
        int answered = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader answers = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            socket.setSoTimeout(30_000);
            OutputStream output = socket.getOutputStream();
            while (answered < REQUESTS / CONNECTIONS) {
                output.write(request);
                for (int i = 0; i < PIPELINED; i++) {
                    assertThat(ownerOf(answers)).isEqualTo(owners[i % 3]);
                    answered++;
                }
            }
        }
        return answered;
    }

    private static String ownerOf(BufferedReader answers) throws IOException {
        String owner = "none was said";
        for (String line = answers.readLine(); !line.isEmpty(); line = answers.readLine()) {
            if (line.startsWith("X-Owner: ")) {
                owner = line.substring("X-Owner: ".length());
            }
        }
        return owner;
    }

    private static final class Whoami extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            if (request.getServletPath().isEmpty()
                    && "/async".equals(request.getPathInfo())
                    && request.getDispatcherType() == DispatcherType.REQUEST) {
                request.startAsync().dispatch();
                return;
            }
            String user = request.getRemoteUser();
            response.setHeader("X-Owner", user == null ? "nobody" : user);
            response.setContentLength(0);
        }
    }
}
