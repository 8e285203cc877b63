package io.anchorify.auth.jdbc;

import io.anchorify.auth.spi.TokenUse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PostgreSQL. */
final class PostgresDialect extends StandardDialect {

    /** One statement for the whole batch: two arrays, unrolled side by side. */
    private static final String RECORD_USES = """
            UPDATE {tokens} AS token SET last_used_at = uses.used_at
            FROM (SELECT id, used_at::timestamptz AS used_at FROM unnest(?::text[], ?::text[]) AS u (id, used_at)) AS uses
            WHERE token.id = uses.id AND (token.last_used_at IS NULL OR token.last_used_at < uses.used_at)""";

    @Override
    public String schemaFile() {
        return "schema-postgresql.sql";
    }

    /** The microsecond at which the server was started. */
    @Override
    public String serverSql() {
        return "CASE WHEN pg_is_in_recovery() THEN NULL"
                + " ELSE CAST(extract(epoch FROM pg_postmaster_start_time()) AS VARCHAR) END";
    }

    /** Set for the transaction of the statement alone. */
    @Override
    public String unflushedSql() {
        return "set_config('synchronous_commit', 'off', true) IS NOT NULL";
    }

    @Override
    public Hints hints(String channel) {
        return new PostgresHints(channel);
    }

    /** A duplicate is no error here: the server would write the hash into its log. */
    @Override
    public String insertSql() {
        return super.insertSql() + "\nON CONFLICT DO NOTHING";
    }

    @Override
    public void setInstant(PreparedStatement statement, int index, @Nullable Instant instant) throws SQLException {
        if (instant == null) {
            statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
        }
    }

    /** For this transaction alone. */
    @Override
    public void limitIdle(Connection connection) throws SQLException {
        execute(connection, "SET LOCAL idle_in_transaction_session_timeout = " + LONGEST_IDLE.toMillis());
    }

    /** A plan that was kept from when the table was empty would read all of it again for each batch. */
    @Override
    public void beginImport(Connection connection) throws SQLException {
        execute(connection, "SET LOCAL plan_cache_mode = force_custom_plan");
    }

    @Override
    public void recordUses(Connection connection, String table, List<TokenUse> uses) throws SQLException {
        Object[] ids = uses.stream().map(TokenUse::tokenId).toArray();
        Object[] times = uses.stream().map(use -> use.usedAt().toString()).toArray();
        try (PreparedStatement statement = Database.prepare(connection, RECORD_USES.replace("{tokens}", table))) {
            statement.setArray(1, connection.createArrayOf("text", ids));
            statement.setArray(2, connection.createArrayOf("text", times));
            statement.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
