package io.anchorify.auth.jdbc;

import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.UncertainCommitException;
import io.anchorify.auth.spi.ChangeRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Enters changes into the feed, each as the last statements of the transaction that makes it: the row of the head is
 * locked from there to the commit, which makes the positions gapless and puts them into the order of the commits.
 */
final class ChangeLog {

    private static final String MOVE_HEAD = "UPDATE {head} SET previous = uid, uid = ?, position = position + 1";

    private static final String ENTER = """
            INSERT INTO {changes} (position, uid, previous, kind, subject)
            SELECT position, uid, previous, ?, ? FROM {head}""";

    private static final String LOCK_HEAD = "SELECT position FROM {head} FOR UPDATE";

    /** Locking, for MariaDB would otherwise answer from a snapshot where the host has set REPEATABLE READ. */
    private static final String FIND = "SELECT position FROM {changes} WHERE uid = ? FOR UPDATE";

    /** How often the database is asked what became of a commit; with each time a connection is waited for. */
    private static final int LOOKUPS = 3;

    private final Database database;
    private final FeedTables tables;

    ChangeLog(Database database, FeedTables tables) {
        this.database = database;
        this.tables = tables;
    }

    /**
     * Makes a change. Begins anew if it is the victim of a deadlock.
     *
     * @throws UncertainCommitException if it could not be found out whether it was made
     */
    <T> T make(String purpose, ChangeRecord change, Database.Work<T> work) {
        return make(change, work, entering -> database.inTransaction(purpose, entering));
    }

    /** The same for work that can be done only once. */
    <T> T makeOnce(String purpose, ChangeRecord change, Database.Work<T> work) {
        return make(change, work, entering -> database.inOneTransaction(purpose, entering));
    }

    private <T> T make(ChangeRecord change, Database.Work<T> work, Function<Database.Work<T>, T> transaction) {
        AtomicReference<T> made = new AtomicReference<>();
        try {
            return transaction.apply(connection -> {
                T result = work.on(connection);
                enter(connection, change);
                made.set(result);
                return result;
            });
        } catch (UncertainCommitException e) {
            return resolve(change.uid(), Objects.requireNonNull(made.get()), e);
        }
    }

    private void enter(Connection connection, ChangeRecord change) throws SQLException {
        try (PreparedStatement statement = tables.prepare(connection, MOVE_HEAD)) {
            statement.setString(1, change.uid().toString());
            statement.executeUpdate();
        }
        try (PreparedStatement statement = tables.prepare(connection, ENTER)) {
            ChangeScopeColumns columns = ChangeScopeColumns.of(change.scope());
            statement.setString(1, columns.kind());
            statement.setString(2, columns.subject());
            if (statement.executeUpdate() != 1) {
                throw new TokenStoreException(
                        "The feed of changes has no head. Call JdbcTokenStore.createSchema() once", null);
            }
        }
    }

    private <T> T resolve(UUID change, T result, UncertainCommitException uncertain) {
        for (int i = 0; i < LOOKUPS; i++) {
            try {
                if (isCommitted(change)) {
                    return result;
                }
            } catch (TokenStoreException e) {
                uncertain.addSuppressed(e);
                continue;
            }
            throw new TokenStoreException(
                    "The connection broke at a commit. Nothing was changed; try again", uncertain);
        }
        throw uncertain;
    }

    /** Behind the lock of the head, which a transaction that is still to be committed holds: it is not under way then. */
    private boolean isCommitted(UUID change) {
        return database.inTransaction("find out what became of a change", connection -> {
            try (PreparedStatement statement = tables.prepare(connection, LOCK_HEAD)) {
                statement.execute();
            }
            try (PreparedStatement statement = tables.prepare(connection, FIND)) {
                statement.setString(1, change.toString());
                try (ResultSet row = statement.executeQuery()) {
                    return row.next();
                }
            }
        });
    }
}
