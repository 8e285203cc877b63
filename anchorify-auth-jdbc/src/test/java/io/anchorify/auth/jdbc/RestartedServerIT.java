package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.AuthenticationUnavailableException;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** For how long a service refuses requests after its database server has answered again. */
@Tag("not-quick")
@Tag("not-ci")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class RestartedServerIT {

    private static final int RESTARTS = Integer.getInteger("anchorify.restarts", 20);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** The back-off of a pool grows with the outage. */
    private static final List<Duration> OUTAGES =
            List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(6));

    @Test
    void requests_afterARestartOfPostgres_areAnsweredSoon() throws Exception {
        assertAnsweredSoonAfterRestartsOf(DatabaseServer.anotherPostgres());
    }

    @Test
    void requests_afterARestartOfMariaDb_areAnsweredSoon() throws Exception {
        assertAnsweredSoonAfterRestartsOf(DatabaseServer.anotherMariaDb());
    }

    private static void assertAnsweredSoonAfterRestartsOf(DatabaseServer server) throws Exception {
        List<Duration> refused = new ArrayList<>();
        try (TokenService tokens = TokenService.builder(
                        JdbcTokenStore.connect(server.url(), server.user(), server.password())
                                .createSchema())
                .build()) {
            String token = tokens.issue("ada", null).secret().reveal();
            for (int i = 0; i < RESTARTS; i++) {
                refused.add(refusedAfterRestart(server, tokens, token, OUTAGES.get(i % OUTAGES.size())));
            }
        } finally {
            server.stop();
        }
        System.out.println("Refused after the server answered again: " + refused);
        assertThat(refused).allSatisfy(time -> assertThat(time).isLessThan(LIMIT));
    }

    /** The time from the server's first answer to the service's last refusal. */
    private static Duration refusedAfterRestart(
            DatabaseServer server, TokenService tokens, String token, Duration outage) throws Exception {
        try (Requests requests = new Requests(tokens, token)) {
            server.stop();
            assertThat(new CountDownLatch(1).await(outage.toMillis(), TimeUnit.MILLISECONDS))
                    .isFalse();
            CompletableFuture<Long> up =
                    CompletableFuture.supplyAsync(() -> awaitAnswer(server), task -> new Thread(task).start());
            server.start();
            long answered = up.get(2, TimeUnit.MINUTES);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> requests.sinceLastRefusal().compareTo(Duration.ofSeconds(6)) > 0);
            return requests.lastRefusalAfter(answered);
        }
    }

    private static long awaitAnswer(DatabaseServer server) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> {
                    try (Connection connection =
                            DriverManager.getConnection(server.url(), server.user(), server.password())) {
                        return connection.isValid(1);
                    }
                });
        return System.nanoTime();
    }

    /** Clients that present a token all the time. The service has no term during an outage, so it looks up each request. */
    private static final class Requests implements AutoCloseable {

        private static final int CLIENTS = 8;

        private final AtomicLong lastRefusal = new AtomicLong(System.nanoTime());
        private final CountDownLatch stopped = new CountDownLatch(1);
        private final List<Thread> clients = new ArrayList<>();

        Requests(TokenService tokens, String token) {
            for (int i = 0; i < CLIENTS; i++) {
                Thread client = new Thread(() -> send(tokens, token));
                clients.add(client);
                client.start();
            }
        }

        private void send(TokenService tokens, String token) {
            try {
                while (!stopped.await(10, TimeUnit.MILLISECONDS)) {
                    try {
                        tokens.authenticate(token);
                    } catch (AuthenticationUnavailableException e) {
                        lastRefusal.set(System.nanoTime());
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        Duration sinceLastRefusal() {
            return Duration.ofNanos(System.nanoTime() - lastRefusal.get());
        }

        Duration lastRefusalAfter(long time) {
            return Duration.ofNanos(Math.max(0, lastRefusal.get() - time));
        }

        @Override
        public void close() throws InterruptedException {
            stopped.countDown();
            for (Thread client : clients) {
                client.join();
            }
        }
    }
}
