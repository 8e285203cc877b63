package io.anchorify.auth.jdbc;

import io.anchorify.auth.ImportCounts;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenConflictException;
import io.anchorify.auth.TokenSink;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.TokenUse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Imports tokens in batches, in the transaction of its session. A batch inserts its new tokens, reads the stored ones,
 * merges, and updates what has changed. The updates are conditional, so a node that revokes or uses a token between the
 * read and the update is not overruled.
 */
final class TokenImport implements TokenSink {

    /** An import replaces no stored time by an earlier one. */
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999999Z");

    /** How long the transaction may take. It blocks revocations of the tokens that it changes. */
    static final Duration LIMIT = Duration.ofMinutes(10);

    /** After this time even a small batch is written, because the database ends a transaction that is idle for longer. */
    private static final Duration BATCH_TIME = Duration.ofSeconds(1);

    private static final int BATCH_SIZE = 500;

    private static final String FIND = "SELECT {columns} FROM {tokens} WHERE id IN ({ids})";

    private static final String REVOKE_EARLIER = """
            UPDATE {tokens} SET revoked_at = ?, revoked_by = ?, revoke_reason = ?
            WHERE id = ? AND (revoked_at IS NULL OR revoked_at > ?)""";

    private static final String SUPERSEDE = """
            UPDATE {tokens} SET successor_id = ?, expires_at = ?
            WHERE id = ? AND successor_id IS NULL""";

    private static final String REFUSED_LATER = """
            UPDATE {tokens} SET last_refused_at = ?, last_refused_from = ?
            WHERE id = ? AND (last_refused_at IS NULL OR last_refused_at < ?)""";

    private final Session session;
    private final LongSupplier nanoTime;
    private final long began;
    private long lastWrite;

    private final List<StoredToken> batch = new ArrayList<>(BATCH_SIZE);
    private final Set<Object> keysOfBatch = new HashSet<>();
    private long written;
    private long added;
    private long changed;

    TokenImport(Session session, LongSupplier nanoTime) {
        this.session = session;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        this.lastWrite = began;
    }

    @Override
    public void add(StoredToken token) {
        requireTime();
        List<Object> keys = List.of(token.token().id(), token.hash());
        // A token is compared with the stored result of an earlier token that has one of its keys.
        if (batch.size() == BATCH_SIZE || keys.stream().anyMatch(keysOfBatch::contains)) {
            write();
        }
        batch.add(token);
        keysOfBatch.addAll(keys);
        if (isLongerThan(BATCH_TIME, lastWrite)) {
            write();
        }
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        requireTime();
        return type.isInstance(session.connection()) ? Optional.of(type.cast(session.connection())) : Optional.empty();
    }

    /** Writes the last batch. */
    ImportCounts finish() {
        requireTime();
        write();
        return new ImportCounts(added, changed, written - added - changed);
    }

    private void requireTime() {
        if (isLongerThan(LIMIT, began)) {
            throw new TokenStoreException(
                    "An import must complete within " + LIMIT.toMinutes() + " minutes. Nothing was imported", null);
        }
    }

    private boolean isLongerThan(Duration time, long since) {
        return nanoTime.getAsLong() - since > time.toNanos();
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
        lastWrite = nanoTime.getAsLong();
        written += batch.size();
        batch.clear();
        keysOfBatch.clear();
    }

    private void writeBatch() throws SQLException {
        Set<String> inserted = session.dialect().insertNew(session, batch);
        TokenWrites.insertAttributes(
                session,
                batch.stream()
                        .map(StoredToken::token)
                        .filter(token -> inserted.contains(token.id()))
                        .toList());
        added += inserted.size();
        if (inserted.size() < batch.size()) {
            List<Token> updates = mergeAllExcept(inserted);
            update(updates);
            changed += updates.size();
        }
    }

    /** Returns the stored tokens that have to change, in their new state. */
    private List<Token> mergeAllExcept(Set<String> inserted) throws SQLException {
        Map<String, StoredToken> stored = findStored();
        List<Token> updates = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            StoredToken token = batch.get(i);
            if (!inserted.contains(token.token().id())) {
                StoredToken before = stored.get(token.token().id());
                StoredToken merged = merge(before, token, written + i + 1);
                if (!merged.equals(before)) {
                    updates.add(merged.token());
                }
            }
        }
        return updates;
    }

    private Map<String, StoredToken> findStored() throws SQLException {
        Object[] ids = batch.stream().map(stored -> stored.token().id()).toArray();
        String sql = FIND.replace("{ids}", Session.placeholders(ids.length));
        Map<String, StoredToken> stored = new HashMap<>();
        session.query(sql, TokenRow.mapper(session.dialect()), ids)
                .forEach(row -> stored.put(row.token().id(), row));
        return stored;
    }

    private static StoredToken merge(@Nullable StoredToken before, StoredToken token, long position) {
        return Optional.ofNullable(before)
                .flatMap(row -> row.mergedWith(token))
                .orElseThrow(
                        () -> new TokenConflictException(position, token.token().id()));
    }

    /** Sorts by id so that two imports lock rows in the same order: an import is not repeated after a deadlock. */
    private void update(List<Token> tokens) throws SQLException {
        List<Token> sorted =
                tokens.stream().sorted(Comparator.comparing(Token::id)).toList();
        for (Token token : sorted) {
            update(token);
        }
        recordUses(sorted);
    }

    private void update(Token token) throws SQLException {
        Instant revokedAt = token.revokedAt();
        if (revokedAt != null) {
            session.update(REVOKE_EARLIER, revokedAt, token.revokedBy(), token.revokeReason(), token.id(), revokedAt);
        }
        Instant expiresAt = token.expiresAt();
        if (token.successorId() != null && expiresAt != null) {
            session.update(SUPERSEDE, token.successorId(), expiresAt, token.id());
        }
        Instant refusedAt = token.lastRefusedAt();
        if (refusedAt != null) {
            session.update(REFUSED_LATER, refusedAt, token.lastRefusedFrom(), token.id(), refusedAt);
        }
    }

    private void recordUses(List<Token> tokens) throws SQLException {
        List<TokenUse> uses = new ArrayList<>();
        for (Token token : tokens) {
            Instant lastUsedAt = token.lastUsedAt();
            if (lastUsedAt != null) {
                uses.add(new TokenUse(token.id(), lastUsedAt, token.lastUsedFrom()));
            }
        }
        if (!uses.isEmpty()) {
            session.dialect().recordUses(session, uses, END_OF_TIME);
        }
    }
}
