package io.anchorify.auth.jdbc.faults;

import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;

/** Runs SQL that the nodes do not know of, on connections of its own. */
final class AdminSql {

    private static final int LONGEST_STATEMENT = 5;

    private final DatabaseServer server;

    AdminSql(DatabaseServer server) {
        this.server = server;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(server.url(), server.user(), server.password());
    }

    /** Runs statements in one transaction. Each has 5 seconds. */
    void run(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setQueryTimeout(LONGEST_STATEMENT);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    /** Returns the first column. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    /** Runs a query that has a side effect, or whose rows are statements to run. */
    void runFound(String sql) throws SQLException {
        for (String found : query(sql)) {
            if (found.startsWith("KILL")) {
                kill(found);
            }
        }
    }

    /** Changes an option of a PostgreSQL server, which is not possible in a transaction. */
    void setServerOption(String option, String value) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET " + option + " = '" + value + "'");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    /** Begins a transaction that the caller ends. It is retried because it can be the victim of a deadlock. */
    Connection begin(int isolation, String... statements) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> tryToBegin(isolation, statements), Objects::nonNull);
    }

    private Connection tryToBegin(int isolation, String... statements) throws SQLException {
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(isolation);
            for (String sql : statements) {
                statement.execute(sql);
            }
            return connection;
        } catch (SQLException e) {
            end(connection);
            throw e;
        }
    }

    /** Rolls back a transaction. Does nothing if its connection is broken. */
    static void end(Connection connection) {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            // Another fault has ended the transaction.
        }
    }

    private void kill(String statement) {
        try {
            run(statement);
        } catch (SQLException e) {
            // The connection has ended in the meantime.
        }
    }
}
