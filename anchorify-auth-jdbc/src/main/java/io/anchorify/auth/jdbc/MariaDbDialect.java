package io.anchorify.auth.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** MariaDB. Its DATETIME has no zone and is never converted; what is stored in it is UTC. */
final class MariaDbDialect extends StandardDialect {

    private static final int DUPLICATE_ENTRY = 1062;

    @Override
    public String schemaFile() {
        return "schema-mariadb.sql";
    }

    /** Where the server is. */
    @Override
    public String serverSql() {
        return "IF(@@global.read_only = 0, CONCAT_WS('/', @@hostname, @@port, @@server_id), NULL)";
    }

    /** There is none for one transaction, and the connection may be the host's: what it was set to is kept beside it. */
    @Override
    public void limitIdle(Connection connection) throws SQLException {
        execute(
                connection,
                "SET @anchorify_idle = @@SESSION.idle_write_transaction_timeout, SESSION idle_write_transaction_timeout = "
                        + LONGEST_IDLE.toSeconds());
    }

    @Override
    public void unlimitIdle(Connection connection) throws SQLException {
        execute(connection, "SET SESSION idle_write_transaction_timeout = @anchorify_idle");
    }

    @Override
    public boolean isDuplicate(SQLException e) {
        return e.getErrorCode() == DUPLICATE_ENTRY;
    }

    @Override
    public void setInstant(PreparedStatement statement, int index, @Nullable Instant instant) throws SQLException {
        statement.setObject(index, instant == null ? null : LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }

    @Override
    public @Nullable Instant getInstant(ResultSet row, String column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
