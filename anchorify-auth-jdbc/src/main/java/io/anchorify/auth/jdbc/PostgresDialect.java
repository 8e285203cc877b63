package io.anchorify.auth.jdbc;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.jdbc.SettingProblem.Kind;
import io.anchorify.auth.spi.TokenUse;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** PostgreSQL. */
final class PostgresDialect extends StandardDialect {

    /**
     * In seconds. The driver cancels a statement that times out over a second connection, and waits 10 seconds for the
     * result unless told otherwise.
     */
    private static final List<String> URL_DEFAULTS =
            List.of("connectTimeout=2", "socketTimeout=5", "cancelSignalTimeout=1", "tcpKeepAlive=true");

    /** A duplicate is not an error here, because the server would write the hash to its log. */
    private static final String INSERT = TokenRow.INSERT + " ON CONFLICT DO NOTHING";

    /** The columns that are converted from texts; the others are texts. */
    private static final Map<String, String> CONVERSIONS = Map.of(
            "hash", "decode(hash, 'hex')",
            "created_at", "created_at::timestamptz",
            "expires_at", "expires_at::timestamptz",
            "last_used_at", "last_used_at::timestamptz",
            "revoked_at", "revoked_at::timestamptz",
            "last_refused_at", "last_refused_at::timestamptz");

    /** One statement for the whole batch: the arrays are the columns. */
    private static final String INSERT_NEW = """
            INSERT INTO {tokens} (%1$s)
            SELECT %2$s FROM unnest(%3$s) AS new (%1$s)
            ON CONFLICT DO NOTHING
            RETURNING id""".formatted(
                    String.join(", ", TokenRow.COLUMNS),
                    TokenRow.COLUMNS.stream()
                            .map(column -> CONVERSIONS.getOrDefault(column, column))
                            .collect(Collectors.joining(", ")),
                    String.join(", ", Collections.nCopies(TokenRow.COLUMNS.size(), "?::text[]")));

    /** The values of a batch, in the order of {@link TokenRow#COLUMNS}. */
    private static final List<Function<StoredToken, @Nullable String>> VALUES = List.of(
            stored -> stored.token().id(),
            stored -> stored.token().owner(),
            stored -> stored.token().label(),
            stored -> TokenRow.scopes(stored.token().scopes()),
            stored -> TokenRow.attributes(stored.token().attributes()),
            stored -> TokenRow.networks(stored.token().networks()),
            stored -> HexFormat.of().formatHex(stored.hash().bytes()),
            stored -> text(stored.token().createdAt()),
            stored -> stored.token().createdBy(),
            stored -> text(stored.token().expiresAt()),
            stored -> text(stored.token().lastUsedAt()),
            stored -> stored.token().lastUsedFrom(),
            stored -> text(stored.token().revokedAt()),
            stored -> stored.token().revokedBy(),
            stored -> stored.token().revokeReason(),
            stored -> stored.token().predecessorId(),
            stored -> stored.token().successorId(),
            stored -> text(stored.token().lastRefusedAt()),
            stored -> stored.token().lastRefusedFrom());

    /** One statement for the whole batch. */
    private static final String RECORD_USES = """
            UPDATE {tokens} AS token SET last_used_at = uses.used_at, last_used_from = uses.used_from
            FROM (SELECT id, used_at::timestamptz AS used_at, used_from
                FROM unnest(?::text[], ?::text[], ?::text[]) AS u (id, used_at, used_from)) AS uses
            WHERE token.id = uses.id AND (token.last_used_at IS NULL OR token.last_used_at < uses.used_at
                OR token.last_used_at > ?)""";

    /** Does nothing before PostgreSQL 17, which introduced the setting. It ends with the transaction. */
    private static final String LIMIT_TRANSACTION =
            "SELECT set_config(name, ?, true) FROM pg_settings WHERE name = 'transaction_timeout'";

    private static final String DURABILITY = """
            SELECT current_setting('synchronous_commit') AS synchronous_commit, current_setting('fsync') AS fsync,
                EXISTS (SELECT 1 FROM pg_class WHERE relpersistence <> 'p'
                    AND oid IN (to_regclass('{tokens}'), to_regclass('{head}'))) AS unlogged""";

    /** The server parses years before 1 and beyond 9999 only with an era and without a sign. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR_OF_ERA, 4, 10, SignStyle.NEVER)
            .appendPattern("-MM-dd HH:mm:ss.SSSSSS'+00' G")
            .toFormatter(Locale.ENGLISH);

    @Override
    public String product() {
        return "PostgreSQL";
    }

    @Override
    public String urlPrefix() {
        return "jdbc:postgresql:";
    }

    @Override
    public String driver() {
        return "org.postgresql.Driver";
    }

    @Override
    public String withUrlDefaults(String url) {
        return ConnectionUrl.withParameters(url, URL_DEFAULTS);
    }

    @Override
    public String schemaFolder() {
        return "postgresql";
    }

    /** The lock and the setting end with the transaction, so they do not leak through a pooler. */
    @Override
    public void changeSchema(Session session, SchemaChange change) throws SQLException {
        Connection connection = session.connection();
        connection.setAutoCommit(false);
        try {
            session.execute("SELECT pg_advisory_xact_lock(hashtext('anchorify schema'), hashtext('{tokens}'))");
            session.execute("SET LOCAL lock_timeout = '3s'");
            change.apply();
            connection.commit();
        } catch (Throwable e) {
            Database.rollBack(connection, e);
            throw e;
        }
    }

    @Override
    public boolean isAccessDenied(SQLException e) {
        return "42501".equals(e.getSQLState());
    }

    @Override
    public boolean isMissingTable(SQLException e) {
        return "42P01".equals(e.getSQLState());
    }

    @Override
    public boolean isDeadlock(SQLException e) {
        return super.isDeadlock(e) || "40P01".equals(e.getSQLState());
    }

    @Override
    public void setInstant(PreparedStatement statement, int index, @Nullable Instant instant) throws SQLException {
        if (instant == null) {
            statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
        }
    }

    @Override
    public boolean insert(Session session, StoredToken token) throws SQLException {
        try (PreparedStatement statement = session.prepare(INSERT)) {
            TokenRow.bind(statement, token, this);
            return statement.executeUpdate() == 1;
        }
    }

    @Override
    public Set<String> insertNew(Session session, List<StoredToken> tokens) throws SQLException {
        List<Array> columns = new ArrayList<>();
        for (Function<StoredToken, @Nullable String> column : VALUES) {
            columns.add(textArray(session, tokens.stream().map(column)));
        }
        return new HashSet<>(session.query(INSERT_NEW, row -> row.getString("id"), columns.toArray()));
    }

    @Override
    public void recordUses(Session session, List<TokenUse> uses, Instant latest) throws SQLException {
        session.update(
                RECORD_USES,
                textArray(session, uses.stream().map(TokenUse::tokenId)),
                textArray(session, uses.stream().map(use -> text(use.at()))),
                textArray(session, uses.stream().map(TokenUse::remoteAddress)),
                latest);
    }

    private static Array textArray(Session session, Stream<@Nullable String> values) throws SQLException {
        return session.connection().createArrayOf("text", values.toArray());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    /** A plan that was cached when the table was empty would scan the whole table for each batch. */
    @Override
    public void prepareImport(Session session, Duration limit) throws SQLException {
        session.execute("SET LOCAL plan_cache_mode = force_custom_plan");
        session.query(LIMIT_TRANSACTION, row -> row.getString(1), String.valueOf(limit.toMillis()));
    }

    /** The setting ends with the transaction. */
    @Override
    public void limitIdleTime(Session session) throws SQLException {
        session.execute("SET LOCAL idle_in_transaction_session_timeout = '2s'");
    }

    @Override
    public void removeIdleLimit(Session session) {
        // The transaction has removed it.
    }

    /** The start time of the server, in microseconds. */
    @Override
    public String serverId() {
        return """
            CASE WHEN pg_is_in_recovery() THEN NULL
            ELSE CAST(extract(epoch FROM pg_postmaster_start_time()) AS VARCHAR) END""";
    }

    /** The setting ends with the transaction of the statement. */
    @Override
    public String commitAsynchronously() {
        return "set_config('synchronous_commit', 'off', true) IS NOT NULL";
    }

    @Override
    public List<SettingProblem> problems(Session session) throws SQLException {
        return session.query(DURABILITY, PostgresDialect::durability).get(0);
    }

    private static List<SettingProblem> durability(ResultSet row) throws SQLException {
        List<SettingProblem> problems = new ArrayList<>();
        if (row.getString("synchronous_commit").equals("off")) {
            problems.add(new SettingProblem(
                    Kind.LOST_IN_CRASH,
                    "PostgreSQL has synchronous_commit=off for this user, database or connection",
                    "Set it to on"));
        }
        if (row.getBoolean("unlogged")) {
            problems.add(new SettingProblem(
                    Kind.LOST_IN_CRASH, "Tables of this store are UNLOGGED", "Alter them with SET LOGGED"));
        }
        if (row.getString("fsync").equals("off")) {
            problems.add(new SettingProblem(Kind.LOST_IN_POWER_FAILURE, "PostgreSQL has fsync=off", "Set it to on"));
        }
        return problems;
    }

    @Override
    public String exactTexts() {
        return "Give its columns id and owner the collation \"C\", as V1__tokens.sql does";
    }

    @Override
    public ChangeNotifier newNotifier() {
        return new PostgresChangeNotifier();
    }
}
