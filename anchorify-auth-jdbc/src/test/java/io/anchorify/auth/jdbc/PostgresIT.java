package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.ChangeScope;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

    @Override
    String waitingStatements(String table) {
        return "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '" + table + "'::regclass";
    }

    @Override
    List<String> recordRuns() {
        return List.of("""
                CREATE FUNCTION {runs}_add() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN INSERT INTO {runs} VALUES (NEW.version); RETURN NEW; END'""", """
                CREATE TRIGGER {runs}_added BEFORE INSERT ON {schema_version}
                FOR EACH ROW EXECUTE FUNCTION {runs}_add()""");
    }

    @Override
    Map<String, String> wrongUrls(String serverUrl) {
        return Map.of(
                serverUrl + "nope",
                "FATAL: database \"nope\" does not exist",
                serverUrl + "postgres?sslmode=require",
                "The server does not support SSL",
                serverUrl + "postgres?sslmode=nope",
                "Invalid sslmode value: nope",
                "jdbc:postgresql://nope.invalid/x",
                "The connection attempt failed. (UnknownHostException: nope.invalid)",
                "jdbc:postgresql://127.0.0.1:1/x",
                "Connection to 127.0.0.1:1 refused. Check that the hostname and port are correct and that the postmaster is"
                        + " accepting TCP/IP connections. (ConnectException: Connection refused)");
    }

    @Test
    void connect_asAnUnknownRole_saysSoWithoutTheRole() {
        assertThatThrownBy(() -> JdbcTokenStore.connect(server().url(), "ada", "hunter2"))
                .hasNoCause()
                .hasMessageStartingWith("Cannot connect to the token database: FATAL: role does not exist. ");
    }

    /** A node uses one of the two for itself. */
    @Test
    void connect_asARoleWithOneConnection_isRefused() throws SQLException {
        DatabaseServer server = server();
        try (Connection admin = newTables().connection()) {
            execute(admin, "CREATE ROLE single LOGIN CONNECTION LIMIT 1");
            assertThatThrownBy(() -> JdbcTokenStore.connect(server.url(), "single", "hunter2"))
                    .isInstanceOf(TokenStoreException.class)
                    .hasMessage("The token database did not provide 2 connections at the same time:"
                            + " FATAL: too many connections for role. Raise the limit of its user");
            execute(admin, "DROP ROLE single");
        }
    }

    /** PostgreSQL checks whether a table exists before it waits for another process that creates it, and then fails. */
    @Test
    void createSchema_whileAnotherProcessCreatesEachTable_succeeds() throws Exception {
        TestTables model = newTables();
        TestTables tables = newTables();
        List<String> names = List.of("tokens", "head", "changes", "nodes", "schema_version", "attributes");
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
            JdbcTokenStore created = tables.connect();
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

    @Test
    void import_isLimitedByTheServer_andItsConnectionIsNotAfterwards() throws Exception {
        List<String> limits = List.of("transaction_timeout", "idle_in_transaction_session_timeout");
        try (JdbcTokenStore store = newTables().connect().createSchema();
                Connection other = newTables().connection()) {
            List<String> initial = settings(other, limits);
            store.importAll(
                    sink -> {
                        Connection connection = sink.unwrap(Connection.class).orElseThrow();
                        assertThat(settings(connection, limits)).containsExactly("10min", "2s");
                    },
                    new ChangeRecord(UUID.randomUUID(), new ChangeScope.AnyToken()));

            // The whole pool, and so the connection of the import. Closed with the store.
            List<Connection> used = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                used.add(store.dataSource().getConnection());
            }
            assertThat(used)
                    .allSatisfy(connection ->
                            assertThat(settings(connection, limits)).isEqualTo(initial));
        }
    }

    private static List<String> settings(Connection connection, List<String> names) {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (String name : names) {
                ResultSet row = statement.executeQuery("SHOW " + name);
                row.next();
                values.add(row.getString(1));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return values;
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
