package io.anchorify.auth.jdbc;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.spi.TokenUse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What works on a database that follows the SQL standard. */
abstract class StandardDialect implements Dialect {

    private static final String FIND_IDS = "SELECT id FROM {tokens} WHERE id IN ({ids})";

    private static final String FIND_HASHES = "SELECT hash FROM {tokens} WHERE hash IN ({hashes})";

    private static final String RECORD_USE = """
            UPDATE {tokens} SET last_used_at = ?, last_used_from = ?
            WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ? OR last_used_at > ?)""";

    @Override
    public WriteLock writeLock(Connection connection) throws SQLException {
        return WriteLock.none();
    }

    @Override
    public boolean isMissingTable(SQLException e) {
        String state = e.getSQLState();
        return state != null && state.startsWith("42S0");
    }

    @Override
    public boolean hidesMissingTables() {
        return false;
    }

    /** A serialization failure. */
    @Override
    public boolean isDeadlock(SQLException e) {
        return "40001".equals(e.getSQLState());
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
    public boolean insert(Session session, StoredToken token) throws SQLException {
        try (PreparedStatement statement = session.prepare(TokenRow.INSERT)) {
            TokenRow.bind(statement, token, this);
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            if (isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Set<String> insertNew(Session session, List<StoredToken> tokens) throws SQLException {
        Set<Object> taken = findKeys(session, tokens);
        List<StoredToken> free = tokens.stream()
                .filter(stored -> !taken.contains(stored.token().id()) && !taken.contains(stored.hash()))
                .toList();
        if (!free.isEmpty()) {
            insertAll(session, free);
        }
        return free.stream().map(stored -> stored.token().id()).collect(Collectors.toSet());
    }

    private static Set<Object> findKeys(Session session, List<StoredToken> tokens) throws SQLException {
        String placeholders = Session.placeholders(tokens.size());
        Object[] ids = tokens.stream().map(stored -> stored.token().id()).toArray();
        Object[] hashes = tokens.stream().map(stored -> stored.hash().bytes()).toArray();
        Set<Object> keys =
                new HashSet<>(session.query(FIND_IDS.replace("{ids}", placeholders), row -> row.getString("id"), ids));
        keys.addAll(session.query(
                FIND_HASHES.replace("{hashes}", placeholders), row -> TokenHash.of(row.getBytes("hash")), hashes));
        return keys;
    }

    private void insertAll(Session session, List<StoredToken> tokens) throws SQLException {
        try (PreparedStatement statement = session.prepare(TokenRow.INSERT)) {
            for (StoredToken token : tokens) {
                TokenRow.bind(statement, token, this);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    @Override
    public void recordUses(Session session, List<TokenUse> uses, Instant latest) throws SQLException {
        try (PreparedStatement statement = session.prepare(RECORD_USE)) {
            for (TokenUse use : uses) {
                session.bind(statement, use.at(), use.remoteAddress(), use.tokenId(), use.at(), latest);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    @Override
    public void prepareImport(Session session, Duration limit) throws SQLException {
        // Nothing to prepare.
    }

    @Override
    public String commitAsynchronously() {
        return "1 = 1";
    }

    @Override
    public ChangeNotifier newNotifier() {
        return new LocalChangeNotifier();
    }
}
