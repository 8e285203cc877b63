package io.anchorify.auth.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
}
