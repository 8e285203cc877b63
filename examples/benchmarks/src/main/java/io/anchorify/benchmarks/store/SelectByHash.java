package io.anchorify.benchmarks.store;

import io.anchorify.auth.TokenHash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The lookup of a token as one writes it by hand: a connection of the pool, the statement of the store, every column of
 * the row. Nothing is hashed, cached, counted or shared.
 */
final class SelectByHash {

    private static final Duration LONGEST_READ = Duration.ofSeconds(1);
    private static final int LONGEST_STATEMENT = 5;

    private final DataSource pool;
    private final String sql;
    private final boolean limited;
    private final TimeReader times;

    private SelectByHash(DataSource pool, String table, Engine engine, boolean limited) {
        this.pool = pool;
        this.sql = "SELECT * FROM " + table + " WHERE hash = ?";
        this.limited = limited;
        this.times = engine == Engine.MARIADB ? SelectByHash::withoutZone : SelectByHash::withZone;
    }

    /** A lookup that waits for its answer as long as the pool's connections do. */
    static SelectByHash on(DataSource pool, String table, Engine engine) {
        return new SelectByHash(pool, table, engine, false);
    }

    /** The same with the time limits that a store which opened its pool itself sets for each lookup. */
    static SelectByHash limitedOn(DataSource pool, String table, Engine engine) {
        return new SelectByHash(pool, table, engine, true);
    }

    /** Reads the row, which is there. */
    boolean find(byte[] hash) {
        try (Connection connection = pool.getConnection()) {
            if (limited) {
                connection.setNetworkTimeout(Runnable::run, (int) LONGEST_READ.toMillis());
            }
            return Objects.nonNull(find(connection, hash).id());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Row find(Connection connection, byte[] hash) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            if (limited) {
                select.setQueryTimeout(LONGEST_STATEMENT);
            }
            select.setBytes(1, hash);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("A token is missing");
                }
                return read(row);
            }
        }
    }

    private Row read(ResultSet row) throws SQLException {
        return new Row(
                row.getString("id"),
                row.getString("owner"),
                row.getString("label"),
                row.getString("scopes"),
                TokenHash.of(row.getBytes("hash")),
                times.read(row, "created_at"),
                times.read(row, "expires_at"),
                times.read(row, "last_used_at"),
                times.read(row, "revoked_at"));
    }

    private static @Nullable Instant withZone(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable Instant withoutZone(ResultSet row, String column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    /** How this database hands out a time. */
    @FunctionalInterface
    private interface TimeReader {

        @Nullable
        Instant read(ResultSet row, String column) throws SQLException;
    }

    private record Row(
            String id,
            String owner,
            @Nullable String label,
            @Nullable String scopes,
            TokenHash hash,
            @Nullable Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {}
}
