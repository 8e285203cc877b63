package io.anchorify.auth.jdbc;

import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.UncertainCommitException;
import io.anchorify.auth.jdbc.Database.Work;
import io.anchorify.auth.spi.ChangeRecord;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Commits changes, each together with its entry in the change feed.
 *
 * <p>Appending the entry is the last step of the transaction. It locks the head row until the commit, so the positions
 * have no gaps and follow the order of the commits.
 */
final class ChangeLog {

    private static final String MOVE_HEAD = "UPDATE {head} SET previous = uid, uid = ?, position = position + 1";

    private static final String APPEND = """
            INSERT INTO {changes} (position, uid, previous, kind, subject)
            SELECT position, uid, previous, ?, ? FROM {head}""";

    private static final String LOCK_HEAD = "SELECT position FROM {head} FOR UPDATE";

    /** A locking read, because MariaDB reads from a snapshot if the host uses REPEATABLE READ. */
    private static final String FIND = "SELECT position FROM {changes} WHERE uid = ? FOR UPDATE";

    /** How often the database is asked whether a commit took place. Each attempt waits for a connection. */
    private static final int LOOKUPS = 3;

    private final Database database;

    ChangeLog(Database database) {
        this.database = database;
    }

    /**
     * Commits the work and the entry of a change. The work is repeated if it is the victim of a deadlock.
     *
     * @throws UncertainCommitException if it is unknown whether the commit took place
     */
    <T> T commit(String purpose, ChangeRecord change, Work<T> work) {
        return commit(database::inTransaction, purpose, change, work);
    }

    /** Does the same for work that must not be repeated. */
    <T> T commitOnce(String purpose, ChangeRecord change, Work<T> work) {
        return commit(database::inTransactionOnce, purpose, change, work);
    }

    private <T> T commit(Transaction transaction, String purpose, ChangeRecord change, Work<T> work) {
        AtomicReference<T> result = new AtomicReference<>();
        try {
            return transaction.run(purpose, session -> {
                T done = work.on(session);
                append(session, change);
                result.set(done);
                return done;
            });
        } catch (UncertainCommitException e) {
            if (isCommitted(e, () -> isCommitted(change.uid()))) {
                return Objects.requireNonNull(result.get());
            }
            throw notCommitted(e);
        }
    }

    /** Lets one transaction at a time proceed, until its commit. */
    static void lockHead(Session session) throws SQLException {
        session.query(LOCK_HEAD, row -> row.getLong(1));
    }

    private static void append(Session session, ChangeRecord change) throws SQLException {
        session.update(MOVE_HEAD, change.uid().toString());
        EncodedScope scope = EncodedScope.of(change.scope());
        if (session.update(APPEND, scope.kind(), scope.subject()) != 1) {
            throw new TokenStoreException("The change feed has no head. Call JdbcTokenStore.createSchema() once", null);
        }
    }

    /** Throws {@code uncertain} if the database does not respond to the lookup either. */
    static boolean isCommitted(UncertainCommitException uncertain, BooleanSupplier lookup) {
        for (int i = 0; i < LOOKUPS; i++) {
            try {
                return lookup.getAsBoolean();
            } catch (TokenStoreException e) {
                uncertain.addSuppressed(e);
            }
        }
        throw uncertain;
    }

    /** Locks the head first, to wait for the transaction in case its commit is still in progress. */
    private boolean isCommitted(UUID change) {
        return database.inTransaction("check whether a change was committed", session -> {
            lockHead(session);
            return !session.query(FIND, row -> row.getLong(1), change.toString())
                    .isEmpty();
        });
    }

    static TokenStoreException notCommitted(UncertainCommitException cause) {
        return new TokenStoreException("The connection broke during a commit. Nothing was changed; try again", cause);
    }

    private interface Transaction {

        <T> T run(String purpose, Work<T> work);
    }
}
