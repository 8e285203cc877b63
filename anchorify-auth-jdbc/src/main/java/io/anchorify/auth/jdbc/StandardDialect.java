package io.anchorify.auth.jdbc;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.spi.TokenUse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a database that follows the SQL standard does: times with a zone, and batches. */
abstract class StandardDialect implements Dialect {

    private static final String RECORD_USE = """
            UPDATE {tokens} SET last_used_at = ?
            WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)""";

    @Override
    public String insertSql() {
        return """
            INSERT INTO {tokens} (id, owner, label, scopes, hash, created_at, expires_at, last_used_at, revoked_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    }

    @Override
    public Set<String> insertAll(Connection connection, String table, List<StoredToken> tokens) throws SQLException {
        try (PreparedStatement statement =
                Database.prepare(connection, insertSql().replace("{tokens}", table))) {
            for (StoredToken token : tokens) {
                TokenRow.bind(statement, token, this);
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return tokens.stream().map(stored -> stored.token().id()).collect(Collectors.toSet());
    }

    @Override
    public boolean insertsOnlyNew() {
        return false;
    }

    @Override
    public PreparedStatement prepareIn(Connection connection, String sql, String type, Object[] values)
            throws SQLException {
        String places = String.join(", ", Collections.nCopies(values.length, "?"));
        PreparedStatement statement = Database.prepare(connection, sql.replace("{in}", "IN (" + places + ")"));
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public boolean isDuplicate(SQLException e) {
        return "23505".equals(e.getSQLState());
    }

    @Override
    public void setInstant(PreparedStatement statement, int index, @Nullable Instant instant) throws SQLException {
        statement.setObject(index, instant == null ? null : instant.atOffset(ZoneOffset.UTC));
    }

    @Override
    public @Nullable Instant getInstant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    @Override
    public Hints hints(String channel) {
        return new LocalHints();
    }

    @Override
    public String unflushedSql() {
        return "1 = 1";
    }

    @Override
    public void limitIdle(Connection connection) throws SQLException {
        // A database in this process stands still with it.
    }

    @Override
    public void unlimitIdle(Connection connection) throws SQLException {
        // There is no limit.
    }

    @Override
    public void beginImport(Connection connection) throws SQLException {
        // Nothing has to be said.
    }

    @Override
    public void recordUses(Connection connection, String table, List<TokenUse> uses) throws SQLException {
        try (PreparedStatement statement = Database.prepare(connection, RECORD_USE.replace("{tokens}", table))) {
            for (TokenUse use : uses) {
                setInstant(statement, 1, use.usedAt());
                statement.setString(2, use.tokenId());
                setInstant(statement, 3, use.usedAt());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
