package io.anchorify.auth.jdbc;

import io.anchorify.auth.spi.TokenUse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** MariaDB. Its DATETIME has no zone and is never converted; what is stored in it is UTC. */
final class MariaDbDialect extends StandardDialect {

    private static final int DUPLICATE_ENTRY = 1062;

    /** One statement for the whole batch, which locks the tokens in the order of the uses. */
    private static final String RECORD_USES = """
            UPDATE JSON_TABLE(?, '$[*]' COLUMNS (
                id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin PATH '$[0]',
                used_at DATETIME(6) PATH '$[1]' ERROR ON ERROR)) AS uses
            STRAIGHT_JOIN {tokens} AS token ON token.id = uses.id
            SET token.last_used_at = uses.used_at
            WHERE token.last_used_at IS NULL OR token.last_used_at < uses.used_at""";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

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

    @Override
    public void recordUses(Connection connection, String table, List<TokenUse> uses) throws SQLException {
        try (PreparedStatement statement = Database.prepare(connection, RECORD_USES.replace("{tokens}", table))) {
            statement.setString(1, uses.stream().map(MariaDbDialect::json).collect(Collectors.joining(",", "[", "]")));
            statement.executeUpdate();
        }
    }

    private static String json(TokenUse use) {
        return "[" + quoted(use.tokenId()) + ","
                + quoted(TIME.format(use.usedAt().atOffset(ZoneOffset.UTC))) + "]";
    }

    /** A string of JSON, RFC 8259 section 7. The ids of tokens have nothing to escape, but a caller's may. */
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

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
