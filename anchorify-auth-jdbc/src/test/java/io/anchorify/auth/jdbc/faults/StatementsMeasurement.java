package io.anchorify.auth.jdbc.faults;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Measures the load of nodes on their database by its own statement counters. Not part of the build; {@code
 * -Dit.test=StatementsMeasurement} prints the figures.
 */
@Timeout(600)
class StatementsMeasurement {

    /** Two sizes, to show the growth. Each node opens up to eleven connections. */
    private static final List<Integer> NODES = List.of(4, 12);

    private static final int REVOCATIONS = 200;
    private static final Duration IDLE = Duration.ofSeconds(40);

    @Test
    void statements_ofNodes() throws Exception {
        for (int nodes : NODES) {
            // PostgreSQL counts a statement outside a transaction as one; its counters are a second late.
            measure(
                    "PostgreSQL, transactions",
                    nodes,
                    DatabaseServer.anotherPostgres(),
                    "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()");
            measure(
                    "MariaDB, statements",
                    nodes,
                    DatabaseServer.anotherMariaDb(),
                    "SELECT variable_value FROM information_schema.global_status WHERE variable_name = 'QUESTIONS'");
        }
    }

    private static void measure(String what, int count, DatabaseServer server, String counter) throws SQLException {
        List<TokenService> nodes = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password())) {
            for (int i = 0; i < count; i++) {
                nodes.add(TokenService.builder(JdbcTokenStore.connect(server.url(), server.user(), server.password())
                                .createSchema())
                        .build());
            }
            IssuedToken token = nodes.get(0).issue("ada", null);
            Awaitility.await()
                    .until(() -> nodes.stream().allMatch(node -> {
                        node.authenticate(token.secret().reveal());
                        return node.stats().node().termValid();
                    }));
            pause(Duration.ofSeconds(3));
            long before = count(connection, counter);
            pause(IDLE);
            double idle = (count(connection, counter) - before) / (double) IDLE.toSeconds() / count;
            List<IssuedToken> tokens = new ArrayList<>();
            for (int i = 0; i < REVOCATIONS; i++) {
                tokens.add(nodes.get(0).issue("ada", null));
            }
            pause(Duration.ofSeconds(3));
            long began = System.nanoTime();
            before = count(connection, counter);
            for (int i = 0; i < REVOCATIONS; i++) {
                nodes.get(i % count).revoke("ada", tokens.get(i).id());
            }
            pause(Duration.ofSeconds(3));
            double seconds = (System.nanoTime() - began) / 1e9;
            double each = (count(connection, counter) - before - idle * count * seconds) / REVOCATIONS;
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.1f a node and second without revocations; %.1f more for each revocation with %d nodes%n",
                    what,
                    idle,
                    each,
                    count);
        } finally {
            nodes.forEach(TokenService::close);
            server.stop();
        }
    }

    private static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private static long count(Connection connection, String counter) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(counter)) {
            row.next();
            return row.getLong(1);
        }
    }
}
