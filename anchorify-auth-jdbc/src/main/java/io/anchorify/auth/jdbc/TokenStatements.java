package io.anchorify.auth.jdbc;

import io.anchorify.auth.ImportCounts;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenSink;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.TokenUse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The statements on the table of tokens. Every one that serves an owner names the owner in its WHERE. */
final class TokenStatements {

    private static final String PING = "SELECT 1 FROM {tokens} WHERE 1 = 0";

    private static final String FIND_BY_HASH = "SELECT * FROM {tokens} WHERE hash = ?";

    private static final String FIND = "SELECT * FROM {tokens} WHERE owner = ? AND id = ?";

    private static final String LIST = """
            SELECT * FROM {tokens}
            WHERE owner = ? {which} {after}
            ORDER BY created_at DESC, id DESC
            LIMIT ?""";

    private static final String AFTER = "AND created_at <= ? AND (created_at < ? OR id < ?)";

    private static final String REVOKE =
            "UPDATE {tokens} SET revoked_at = ? WHERE owner = ? AND id = ? AND revoked_at IS NULL";

    private static final String REVOKE_ALL =
            "UPDATE {tokens} SET revoked_at = ? WHERE owner = ? AND revoked_at IS NULL";

    /** The inner select of its own is for MariaDB, which does not read the table that it deletes from otherwise. */
    private static final String PURGE = """
            DELETE FROM {tokens} WHERE id IN (SELECT id FROM (
                SELECT id FROM {tokens} WHERE revoked_at < ? OR expires_at < ? LIMIT 1000
            ) AS ended)""";

    private static final String LIST_ALL = "SELECT * FROM {tokens} WHERE id > ? ORDER BY id LIMIT ?";

    private final Database database;
    private final Dialect dialect;
    private final String table;
    private final ChangeLog changes;
    private final String findByHash;

    TokenStatements(Database database, String tablePrefix, ChangeLog changes) {
        this.database = database;
        this.dialect = database.dialect();
        this.table = tablePrefix + "tokens";
        this.changes = changes;
        this.findByHash = named(FIND_BY_HASH);
    }

    void ping() {
        database.read("answer", connection -> {
            try (PreparedStatement statement = prepare(connection, PING)) {
                return statement.execute();
            }
        });
    }

    boolean insert(StoredToken stored) {
        return database.run("add a token", connection -> {
            try (PreparedStatement statement = prepare(connection, dialect.insertSql())) {
                TokenRow.bind(statement, stored, dialect);
                return statement.executeUpdate() == 1;
            } catch (SQLException e) {
                if (dialect.isDuplicate(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    Optional<StoredToken> findByHash(TokenHash hash) {
        return database.read("look up a token", connection -> {
            try (PreparedStatement statement = database.prepareLookup(connection, findByHash)) {
                statement.setBytes(1, hash.bytes());
                return first(statement);
            }
        });
    }

    Optional<StoredToken> find(String owner, String id) {
        return database.read("find a token", connection -> {
            try (PreparedStatement statement = prepare(connection, FIND)) {
                statement.setString(1, owner);
                statement.setString(2, id);
                return first(statement);
            }
        });
    }

    List<Token> list(TokenQuery query, Instant now) {
        String sql = LIST.replace("{which}", condition(query.which()))
                .replace("{after}", query.after() == null ? "" : AFTER);
        return database.read("list the tokens of an owner", connection -> {
            try (PreparedStatement statement = prepare(connection, sql)) {
                bind(statement, query, now);
                return TokenRow.readAll(statement, dialect).stream()
                        .map(StoredToken::token)
                        .toList();
            }
        });
    }

    boolean revoke(String owner, String id, Instant revokedAt, ChangeRecord change) {
        return changes.make("revoke a token", change, connection -> {
            try (PreparedStatement statement = prepare(connection, REVOKE)) {
                dialect.setInstant(statement, 1, revokedAt);
                statement.setString(2, owner);
                statement.setString(3, id);
                return statement.executeUpdate() == 1;
            }
        });
    }

    int revokeAll(String owner, Instant revokedAt, ChangeRecord change) {
        return changes.make("revoke the tokens of an owner", change, connection -> {
            try (PreparedStatement statement = prepare(connection, REVOKE_ALL)) {
                dialect.setInstant(statement, 1, revokedAt);
                statement.setString(2, owner);
                return statement.executeUpdate();
            }
        });
    }

    void recordUses(Collection<TokenUse> uses) {
        List<TokenUse> sorted =
                uses.stream().sorted(Comparator.comparing(TokenUse::tokenId)).toList();
        if (sorted.isEmpty()) {
            return;
        }
        database.inTransaction("note the uses of tokens", connection -> {
            dialect.recordUses(connection, table, sorted);
            return sorted.size();
        });
    }

    /** Many small deletes: each stays far below the time that a statement may take. */
    int purge(Instant endedBefore) {
        int purged = 0;
        for (int batch = purgeBatch(endedBefore); batch > 0; batch = purgeBatch(endedBefore)) {
            purged += batch;
        }
        return purged;
    }

    List<StoredToken> listAll(String afterId, int limit) {
        return database.run("list all tokens", connection -> {
            try (PreparedStatement statement = prepare(connection, LIST_ALL)) {
                statement.setString(1, afterId);
                statement.setInt(2, limit);
                return TokenRow.readAll(statement, dialect);
            }
        });
    }

    ImportCounts importAll(Consumer<TokenSink> source, ChangeRecord change) {
        return changes.makeOnce("import tokens", change, connection -> {
            dialect.beginImport(connection);
            JdbcTokenSink sink = new JdbcTokenSink(connection, new ImportStatements(connection, dialect, table));
            source.accept(sink);
            return sink.finish();
        });
    }

    private int purgeBatch(Instant endedBefore) {
        return database.run("remove ended tokens", connection -> {
            try (PreparedStatement statement = prepare(connection, PURGE)) {
                dialect.setInstant(statement, 1, endedBefore);
                dialect.setInstant(statement, 2, endedBefore);
                return statement.executeUpdate();
            }
        });
    }

    private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        return Database.prepare(connection, named(sql));
    }

    private String named(String sql) {
        return sql.replace("{tokens}", table);
    }

    private static String condition(TokenQuery.Which which) {
        return switch (which) {
            case ACTIVE -> "AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)";
            case ENDED -> "AND (revoked_at IS NOT NULL OR expires_at <= ?)";
            case ALL -> "";
        };
    }

    private void bind(PreparedStatement statement, TokenQuery query, Instant now) throws SQLException {
        int index = 1;
        statement.setString(index++, query.owner());
        if (query.which() != TokenQuery.Which.ALL) {
            dialect.setInstant(statement, index++, now);
        }
        TokenQuery.Position after = query.after();
        if (after != null) {
            dialect.setInstant(statement, index++, after.createdAt());
            dialect.setInstant(statement, index++, after.createdAt());
            statement.setString(index++, after.id());
        }
        statement.setInt(index, query.limit());
    }

    private Optional<StoredToken> first(PreparedStatement statement) throws SQLException {
        return TokenRow.readAll(statement, dialect).stream().findFirst();
    }
}
