package io.anchorify.auth.jdbc;

import io.anchorify.auth.jdbc.SettingProblem.Kind;
import io.anchorify.auth.spi.TokenUse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** MariaDB. Its DATETIME has no zone and is never converted; all stored times are UTC. */
final class MariaDbDialect extends StandardDialect {

    private static final Logger LOGGER = System.getLogger(MariaDbDialect.class.getName());

    /** In milliseconds. */
    private static final List<String> URL_DEFAULTS =
            List.of("connectTimeout=2000", "socketTimeout=5000", "tcpKeepAlive=true");

    private static final int DUPLICATE_ENTRY = 1062;

    /** To a database, a table, a column. */
    private static final Set<Integer> ACCESS_DENIED = Set.of(1044, 1142, 1143);

    /** A name has at most 64 characters. */
    private static final String SCHEMA_LOCK = "CONCAT('anchorify ', MD5(CONCAT(DATABASE(), '.{tokens}')))";

    /** One statement for the whole batch, which locks the tokens in the order of the uses. */
    private static final String RECORD_USES = """
            UPDATE JSON_TABLE(?, '$[*]' COLUMNS (
                id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin PATH '$[0]',
                used_at DATETIME(6) PATH '$[1]' ERROR ON ERROR,
                used_from VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin PATH '$[2]')) AS uses
            STRAIGHT_JOIN {tokens} AS token ON token.id = uses.id
            SET token.last_used_at = uses.used_at, token.last_used_from = uses.used_from
            WHERE token.last_used_at IS NULL OR token.last_used_at < uses.used_at OR token.last_used_at > ?""";

    /** The default of the limit is the largest number of 64 bits. */
    private static final String SETTINGS = """
            SELECT @@innodb_flush_log_at_trx_commit AS flush, @@sql_select_limit < 18446744073709551615 AS limited,
                @@sql_safe_updates AS safe_updates,
                EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND engine <> 'InnoDB'
                    AND table_name IN ('{tokens}', '{head}', '{changes}', '{nodes}', '{attributes}', '{device_codes}'))
                    AS not_transactional""";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    @Override
    public String product() {
        return "MariaDB";
    }

    @Override
    public String urlPrefix() {
        return "jdbc:mariadb:";
    }

    @Override
    public String driver() {
        return "org.mariadb.jdbc.Driver";
    }

    @Override
    public String withUrlDefaults(String url) {
        return ConnectionUrl.withParameters(url, URL_DEFAULTS);
    }

    @Override
    public String schemaFolder() {
        return "mariadb";
    }

    /** Such statements commit, and the lock outlives them. A user variable keeps the setting of the host. */
    @Override
    public void changeSchema(Session session, SchemaChange change) throws SQLException {
        session.execute("SELECT GET_LOCK(" + SCHEMA_LOCK + ", 3600)");
        session.execute("SET @anchorify_wait = @@SESSION.lock_wait_timeout, SESSION lock_wait_timeout = 3");
        try {
            change.apply();
        } finally {
            unlockSchema(session);
        }
    }

    /** If this fails, the connection is broken, and the server releases the lock. */
    private static void unlockSchema(Session session) {
        try {
            session.execute("SET SESSION lock_wait_timeout = @anchorify_wait");
            session.execute("SELECT RELEASE_LOCK(" + SCHEMA_LOCK + ")");
        } catch (SQLException e) {
            LOGGER.log(Level.DEBUG, "A connection broke while it had the lock of the schema", e);
        }
    }

    @Override
    public boolean isAccessDenied(SQLException e) {
        return ACCESS_DENIED.contains(e.getErrorCode());
    }

    @Override
    public boolean hidesMissingTables() {
        return true;
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

    @Override
    public void recordUses(Session session, List<TokenUse> uses, Instant latest) throws SQLException {
        String json = uses.stream().map(MariaDbDialect::json).collect(Collectors.joining(",", "[", "]"));
        session.update(RECORD_USES, json, latest);
    }

    private static String json(TokenUse use) {
        return "[" + quoted(use.tokenId()) + ","
                + quoted(TIME.format(use.at().atOffset(ZoneOffset.UTC))) + ","
                + (use.remoteAddress() == null ? "null" : quoted(use.remoteAddress())) + "]";
    }

    /** A JSON string, RFC 8259 section 7. Generated token ids need no escapes, but the caller's may. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(character -> {
            if (character < ' ' || character == '"' || character == '\\') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", character));
            } else {
                quoted.append((char) character);
            }
        });
        return quoted.append('"').toString();
    }

    /** The setting outlives the transaction, so a user variable keeps the value that the host had chosen. */
    @Override
    public void limitIdleTime(Session session) throws SQLException {
        session.execute("""
                SET @anchorify_idle = @@SESSION.idle_write_transaction_timeout,
                    SESSION idle_write_transaction_timeout = 2""");
    }

    @Override
    public void removeIdleLimit(Session session) throws SQLException {
        session.execute("SET SESSION idle_write_transaction_timeout = @anchorify_idle");
    }

    @Override
    public List<SettingProblem> problems(Session session) throws SQLException {
        return session.query(SETTINGS, MariaDbDialect::problems).get(0);
    }

    private static List<SettingProblem> problems(ResultSet row) throws SQLException {
        List<SettingProblem> problems = new ArrayList<>();
        if (row.getBoolean("limited")) {
            problems.add(new SettingProblem(
                    Kind.UNSUPPORTED,
                    "MariaDB has a sql_select_limit for this connection, so queries do not return all rows",
                    "Set it to DEFAULT"));
        }
        if (row.getBoolean("safe_updates")) {
            problems.add(new SettingProblem(
                    Kind.UNSUPPORTED,
                    "MariaDB has sql_safe_updates=1 for this connection and rejects statements of this store",
                    "Set it to 0"));
        }
        if (row.getBoolean("not_transactional")) {
            problems.add(new SettingProblem(
                    Kind.UNSUPPORTED,
                    "Tables of this store do not use the storage engine InnoDB, so they have no transactions",
                    "Alter them with ENGINE = InnoDB"));
        }
        if (row.getInt("flush") == 0) {
            problems.add(new SettingProblem(
                    Kind.LOST_IN_CRASH, "MariaDB has innodb_flush_log_at_trx_commit=0", "Set it to 1"));
        } else if (row.getInt("flush") == 2) {
            problems.add(new SettingProblem(
                    Kind.LOST_IN_POWER_FAILURE, "MariaDB has innodb_flush_log_at_trx_commit=2", "Set it to 1"));
        }
        return problems;
    }

    @Override
    public String exactTexts() {
        return "Give its columns id and owner the nopad_bin collations of V1__tokens.sql";
    }

    /** The address of the server. */
    @Override
    public String serverId() {
        return "IF(@@global.read_only = 0, CONCAT_WS('/', @@hostname, @@port, @@server_id), NULL)";
    }
}
