package io.anchorify.auth.jdbc;

import io.anchorify.auth.ImportCounts;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.TokenConflictException;
import io.anchorify.auth.TokenSink;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tokens of an import in batches, in the transaction of its connection: adds those that are new, reads those that
 * are there, works out what becomes of them, and writes that with statements whose conditions still hold if a node revokes
 * or uses a token between the two.
 */
final class JdbcTokenSink implements TokenSink {

    private static final int BATCH_SIZE = 500;

    private final Connection connection;
    private final ImportStatements statements;

    private final List<StoredToken> batch = new ArrayList<>(BATCH_SIZE);
    private final Set<Object> keysOfBatch = new HashSet<>();
    private long written;
    private long added;
    private long changed;

    JdbcTokenSink(Connection connection, ImportStatements statements) {
        this.connection = connection;
        this.statements = statements;
    }

    @Override
    public void add(StoredToken token) {
        List<Object> keys = List.of(token.token().id(), token.hash());
        // What an earlier token with one of its keys came to has to be there when this one is compared with it.
        if (batch.size() == BATCH_SIZE || keys.stream().anyMatch(keysOfBatch::contains)) {
            write();
        }
        batch.add(token);
        keysOfBatch.addAll(keys);
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return type.isInstance(connection) ? Optional.of(type.cast(connection)) : Optional.empty();
    }

    /** Writes what is left, and answers what it all came to. */
    ImportCounts finish() {
        write();
        return new ImportCounts(added, changed, written - added - changed);
    }

    private void write() {
        if (batch.isEmpty()) {
            return;
        }
        try {
            writeBatch();
        } catch (SQLException e) {
            throw Database.failure("import tokens", e);
        }
        written += batch.size();
        batch.clear();
        keysOfBatch.clear();
    }

    private void writeBatch() throws SQLException {
        Set<String> inserted = statements.insertNew(batch);
        added += inserted.size();
        if (inserted.size() < batch.size()) {
            List<StoredToken> updates = mergeAllBut(inserted);
            statements.update(updates);
            changed += updates.size();
        }
    }

    /** What those that are there already have to become. */
    private List<StoredToken> mergeAllBut(Set<String> inserted) throws SQLException {
        Map<String, StoredToken> known = new HashMap<>();
        statements.findIds(batch).forEach(row -> known.put(row.token().id(), row));
        List<StoredToken> updates = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            StoredToken token = batch.get(i);
            if (!inserted.contains(token.token().id())) {
                StoredToken before = known.get(token.token().id());
                StoredToken merged = merge(before, token, written + i + 1);
                if (!merged.equals(before)) {
                    updates.add(merged);
                }
            }
        }
        return updates;
    }

    private static StoredToken merge(@Nullable StoredToken before, StoredToken token, long position) {
        return Optional.ofNullable(before)
                .flatMap(row -> row.mergedWith(token))
                .orElseThrow(
                        () -> new TokenConflictException(position, token.token().id()));
    }
}
