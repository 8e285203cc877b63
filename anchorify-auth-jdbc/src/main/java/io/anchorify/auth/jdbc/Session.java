package io.anchorify.auth.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs statements on one connection: names their tables, binds their parameters and limits how long they take. */
final class Session {

    private static final int STATEMENT_TIMEOUT_SECONDS = 5;
    private static final int NO_TIMEOUT = 0;

    private final Connection connection;
    private final Tables tables;
    private final int timeoutSeconds;

    Session(Connection connection, Tables tables) {
        this(connection, tables, STATEMENT_TIMEOUT_SECONDS);
    }

    private Session(Connection connection, Tables tables, int timeoutSeconds) {
        this.connection = connection;
        this.tables = tables;
        this.timeoutSeconds = timeoutSeconds;
    }

    /**
     * The same connection without a time limit for each statement, which is not free: drivers start a timer or send a
     * statement more. For a connection whose network timeout is shorter anyway.
     */
    Session withoutStatementTimeout() {
        return new Session(connection, tables, NO_TIMEOUT);
    }

    Connection connection() {
        return connection;
    }

    Dialect dialect() {
        return tables.dialect();
    }

    /** Replaces the placeholders for tables in a sentence, as all other methods do in statements. */
    String nameIn(String text) {
        return tables.nameIn(text);
    }

    /** Runs a statement without parameters, and without a time limit. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(tables.nameIn(sql));
        }
    }

    /** Returns the number of rows that the statement changed. */
    int update(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            bind(statement, parameters);
            try (ResultSet row = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(mapper.map(row));
                }
                return rows;
            }
        }
    }

    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(tables.nameIn(sql));
        if (timeoutSeconds != NO_TIMEOUT) {
            statement.setQueryTimeout(timeoutSeconds);
        }
        return statement;
    }

    void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i] instanceof Instant instant) {
                dialect().setInstant(statement, i + 1, instant);
            } else {
                statement.setObject(i + 1, parameters[i]);
            }
        }
    }

    /** The parameters of an {@code IN} list. */
    static String placeholders(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** Reads the current row. */
    @FunctionalInterface
    interface RowMapper<T> {

        T map(ResultSet row) throws SQLException;
    }
}
