package io.anchorify.auth.jdbc;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.spi.TokenUse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The statements of an import, in the transaction of its connection. */
final class ImportStatements {

    private static final String FIND_IDS = "SELECT * FROM {tokens} WHERE id {in}";

    private static final String FIND_HASHES = "SELECT * FROM {tokens} WHERE hash {in}";

    private static final String REVOKE_EARLIER = """
            UPDATE {tokens} SET revoked_at = ?
            WHERE id = ? AND (revoked_at IS NULL OR revoked_at > ?)""";

    private final Connection connection;
    private final Dialect dialect;
    private final String table;

    ImportStatements(Connection connection, Dialect dialect, String table) {
        this.connection = connection;
        this.dialect = dialect;
        this.table = table;
    }

    /** The rows with the ids of these. */
    List<StoredToken> findIds(List<StoredToken> tokens) throws SQLException {
        return findAll(
                FIND_IDS,
                "text",
                tokens.stream().map(stored -> stored.token().id()).toArray());
    }

    private List<StoredToken> findHashes(List<StoredToken> tokens) throws SQLException {
        return findAll(
                FIND_HASHES,
                "bytea",
                tokens.stream().map(stored -> stored.hash().bytes()).toArray(byte[][]::new));
    }

    private List<StoredToken> findAll(String sql, String type, Object[] values) throws SQLException {
        try (PreparedStatement statement = dialect.prepareIn(connection, named(sql), type, values)) {
            return TokenRow.readAll(statement, dialect);
        }
    }

    /** Adds those of which neither the id nor the hash is there, and answers their ids. */
    Set<String> insertNew(List<StoredToken> tokens) throws SQLException {
        List<StoredToken> candidates = dialect.insertsOnlyNew() ? tokens : withoutKnown(tokens);
        return candidates.isEmpty() ? Set.of() : dialect.insertAll(connection, table, candidates);
    }

    private List<StoredToken> withoutKnown(List<StoredToken> tokens) throws SQLException {
        Set<Object> known = new HashSet<>();
        findIds(tokens).forEach(row -> known.add(row.token().id()));
        findHashes(tokens).forEach(row -> known.add(row.hash()));
        return tokens.stream()
                .filter(stored -> !known.contains(stored.token().id()) && !known.contains(stored.hash()))
                .toList();
    }

    /**
     * Brings revocations and last uses of rows to what they are in these. Each only ever moves in its own direction, so
     * what another transaction has committed since the rows were read is not undone.
     */
    void update(List<StoredToken> tokens) throws SQLException {
        if (tokens.isEmpty()) {
            return;
        }
        // Sorted, so that two imports lock rows in the same order: an import is not tried again after a deadlock.
        List<Token> sorted = tokens.stream()
                .map(StoredToken::token)
                .sorted(Comparator.comparing(Token::id))
                .toList();
        revoke(sorted);
        recordUses(sorted);
    }

    private void revoke(List<Token> tokens) throws SQLException {
        try (PreparedStatement statement = prepare(REVOKE_EARLIER)) {
            for (Token token : tokens) {
                if (token.revokedAt() != null) {
                    dialect.setInstant(statement, 1, token.revokedAt());
                    statement.setString(2, token.id());
                    dialect.setInstant(statement, 3, token.revokedAt());
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    private void recordUses(List<Token> tokens) throws SQLException {
        List<TokenUse> uses = new ArrayList<>();
        for (Token token : tokens) {
            if (token.lastUsedAt() != null) {
                uses.add(new TokenUse(token.id(), token.lastUsedAt()));
            }
        }
        if (!uses.isEmpty()) {
            dialect.recordUses(connection, table, uses);
        }
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        return Database.prepare(connection, named(sql));
    }

    private String named(String sql) {
        return sql.replace("{tokens}", table);
    }
}
