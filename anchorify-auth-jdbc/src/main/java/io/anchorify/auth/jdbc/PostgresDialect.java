package io.anchorify.auth.jdbc;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.spi.TokenUse;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** PostgreSQL. */
final class PostgresDialect extends StandardDialect {

    /** One statement for the whole batch: two arrays, unrolled side by side. */
    private static final String RECORD_USES = """
            UPDATE {tokens} AS token SET last_used_at = uses.used_at
            FROM (SELECT id, used_at::timestamptz AS used_at FROM unnest(?::text[], ?::text[]) AS u (id, used_at)) AS uses
            WHERE token.id = uses.id AND (token.last_used_at IS NULL OR token.last_used_at < uses.used_at)""";

    private static final String INSERT_ALL = """
            INSERT INTO {tokens} (id, owner, label, scopes, hash, created_at, expires_at, last_used_at, revoked_at)
            SELECT id, owner, label, scopes, decode(hash, 'hex'), created_at::timestamptz, expires_at::timestamptz,
                last_used_at::timestamptz, revoked_at::timestamptz
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS new (id, owner, label, scopes, created_at, expires_at, last_used_at, revoked_at, hash)
            ON CONFLICT DO NOTHING
            RETURNING id""";

    /** As the server reads it, in any year: with the era, and without a sign before a year of five digits. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR_OF_ERA, 4, 10, SignStyle.NEVER)
            .appendPattern("-MM-dd HH:mm:ss.SSSSSS'+00' G")
            .toFormatter(Locale.ENGLISH);

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

    /** In one statement for all, in the place of as many as there are rows. */
    @Override
    public Set<String> insertAll(Connection connection, String table, List<StoredToken> tokens) throws SQLException {
        List<Function<Token, @Nullable String>> columns = List.of(
                Token::id,
                Token::owner,
                Token::label,
                token -> token.scopes().isEmpty() ? null : token.scopeText(),
                token -> text(token.createdAt()),
                token -> text(token.expiresAt()),
                token -> text(token.lastUsedAt()),
                token -> text(token.revokedAt()));
        try (PreparedStatement statement = Database.prepare(connection, INSERT_ALL.replace("{tokens}", table))) {
            for (int i = 0; i < columns.size(); i++) {
                Function<Token, @Nullable String> column = columns.get(i);
                statement.setArray(
                        i + 1, array(connection, tokens.stream().map(stored -> column.apply(stored.token()))));
            }
            statement.setArray(
                    columns.size() + 1,
                    array(
                            connection,
                            tokens.stream()
                                    .map(stored -> HexFormat.of()
                                            .formatHex(stored.hash().bytes()))));
            return ids(statement);
        }
    }

    private static Set<String> ids(PreparedStatement statement) throws SQLException {
        Set<String> ids = new HashSet<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    @Override
    public boolean insertsOnlyNew() {
        return true;
    }

    @Override
    public PreparedStatement prepareIn(Connection connection, String sql, String type, Object[] values)
            throws SQLException {
        PreparedStatement statement = Database.prepare(connection, sql.replace("{in}", "= ANY (?)"));
        statement.setArray(1, connection.createArrayOf(type, values));
        return statement;
    }

    private static Array array(Connection connection, Stream<@Nullable String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    @Override
    public void recordUses(Connection connection, String table, List<TokenUse> uses) throws SQLException {
        Object[] ids = uses.stream().map(TokenUse::tokenId).toArray();
        Object[] times = uses.stream().map(use -> text(use.usedAt())).toArray();
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
