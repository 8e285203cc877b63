package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All contracts on PostgreSQL 18. */
class PostgresIT extends DatabaseServerContract {

    /** Starting the server takes longer than some tests may. */
    @BeforeAll
    static void startServer() {
        DatabaseServer.postgres();
    }

    @Override
    DatabaseServer server() {
        return DatabaseServer.postgres();
    }

    @Override
    String expectedVersion() {
        return "PostgreSQL 18";
    }

    /** PostgreSQL rolls back the transaction that looks for a deadlock first, which it does once, after a timeout. */
    @Override
    DeadlockContract.DeadlockSql deadlockSql() {
        return new DeadlockContract.DeadlockSql(
                "?options=-c%20deadlock_timeout=2s",
                "SET deadlock_timeout = '60s'",
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'",
                "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    }

    /** PostgreSQL checks whether a table exists before it waits for another process that creates it, and then fails. */
    @Test
    void createSchema_whileAnotherProcessCreatesEachTable_succeeds() throws Exception {
        TestTables model = newTables();
        TestTables tables = newTables();
        List<String> names = List.of("tokens", "head", "changes", "nodes");
        Map<String, Connection> others = new HashMap<>();
        try (JdbcTokenStore store = model.connect().createSchema();
                Connection observer = tables.connection()) {
            for (String name : names) {
                Connection other = tables.connection();
                others.put(name, other);
                other.setAutoCommit(false);
                execute(
                        other,
                        "CREATE TABLE %s (LIKE %s INCLUDING ALL)"
                                .formatted(tables.prefix() + name, model.prefix() + name));
            }
            JdbcTokenStore created = store.tablePrefix(tables.prefix());
            CompletableFuture<?> creation =
                    CompletableFuture.runAsync(created::createSchema, task -> new Thread(task).start());
            for (String name : names) {
                awaitBlocked(creation, tables.prefix() + name, observer);
                others.get(name).commit();
            }

            creation.get(30, TimeUnit.SECONDS);
            assertThatCode(created::verify).doesNotThrowAnyException();
        } finally {
            for (Connection other : others.values()) {
                other.close();
            }
        }
    }

    /** Returns as well if the creation has ended. */
    private static void awaitBlocked(CompletableFuture<?> creation, String table, Connection observer)
            throws SQLException {
        String blocked = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%NOT EXISTS "
                + table + " %'";
        try (Statement statement = observer.createStatement()) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() ->
                            creation.isDone() || statement.executeQuery(blocked).next());
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
