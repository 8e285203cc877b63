package io.anchorify.auth.jdbc;

import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.UncertainCommitException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Runs work on connections and translates failures into exceptions that name what could not be done. */
final class Database implements AutoCloseable {

    /**
     * Work that is the victim of a deadlock is repeated. Two changes of several rows can deadlock because no database
     * guarantees the order in which a statement locks its rows. The database then rolls one of them back completely.
     */
    private static final int ATTEMPTS = 5;

    private static final Logger LOGGER = System.getLogger(Database.class.getName());

    private final ConnectionPool pool;
    private final Tables tables;
    private final @Nullable Duration readTimeout;
    private final AtomicBoolean isReplaced = new AtomicBoolean();

    /**
     * Takes over the pool.
     *
     * @param readTimeout how long a read waits for a response; {@code null} to use the timeouts of the connections
     */
    Database(ConnectionPool pool, String tablePrefix, @Nullable Duration readTimeout) {
        this.pool = pool;
        this.tables = new Tables(tablePrefix, pool.dialect());
        this.readTimeout = readTimeout;
    }

    /** Other tables in the same database. They take over the pool, and this object can no longer be used. */
    Database replaceTablePrefix(String tablePrefix) {
        if (!isReplaced.compareAndSet(false, true)) {
            throw replaced();
        }
        return new Database(pool, tablePrefix, readTimeout);
    }

    private static IllegalStateException replaced() {
        return new IllegalStateException(
                "Use the store that tablePrefix() or allowLostCommits() returned. It has taken over the connections");
    }

    /** Takes a connection of the pool. */
    Connection connection() throws SQLException {
        if (isReplaced.get()) {
            throw replaced();
        }
        return pool.take();
    }

    Dialect dialect() {
        return tables.dialect();
    }

    WriteLock writeLock() {
        return pool.writeLock();
    }

    String tablePrefix() {
        return tables.prefix();
    }

    @Override
    public void close() {
        if (!isReplaced.get()) {
            pool.close();
        }
    }

    /**
     * Runs a read that a request waits for. Its timeout is shorter than that of a change because a read can be repeated,
     * whereas the outcome of an abandoned change is unknown. The timeout is the connection's: a driver enforces a
     * statement timeout by asking the server to cancel, which does not help if the server does not respond.
     */
    <T> T read(String purpose, Work<T> work) {
        Duration timeout = readTimeout;
        if (timeout == null) {
            return run(purpose, work);
        }
        return run(purpose, session -> {
            session.connection().setNetworkTimeout(Runnable::run, (int) timeout.toMillis());
            return work.on(session.withoutStatementTimeout());
        });
    }

    /** Runs work whose statements each commit by themselves. */
    <T> T run(String purpose, Work<T> work) {
        return attempt(ATTEMPTS, purpose, true, work);
    }

    /** Runs such work that changes rows. */
    <T> T write(String purpose, Work<T> work) {
        return writeLock().hold(() -> run(purpose, work));
    }

    /**
     * Runs work in a transaction that the database ends if this process pauses in the middle of it.
     *
     * @throws UncertainCommitException if the response to the commit was lost
     */
    <T> T inTransaction(String purpose, Work<T> work) {
        return writeLock().hold(() -> attempt(ATTEMPTS, purpose, false, endedWhenIdle(transaction(work))));
    }

    /** Runs work in such a transaction, but never repeats it, because it runs the caller's code. */
    <T> T inTransactionOnce(String purpose, Work<T> work) {
        return writeLock().hold(() -> attempt(1, purpose, false, endedWhenIdle(transaction(work))));
    }

    private <T> T attempt(int attempts, String purpose, boolean autoCommit, Work<T> work) {
        try {
            return onConnection(autoCommit, work);
        } catch (SQLException e) {
            if (attempts > 1 && isDeadlock(e)) {
                return attempt(attempts - 1, purpose, autoCommit, work);
            }
            throw failure(purpose, e);
        }
    }

    private <T> T onConnection(boolean autoCommit, Work<T> work) throws SQLException {
        Connection connection = connection();
        try {
            if (!autoCommit) {
                connection.setAutoCommit(false);
            }
            return work.on(session(connection));
        } finally {
            release(connection);
        }
    }

    Session session(Connection connection) {
        return new Session(connection, tables);
    }

    private static <T> Work<T> endedWhenIdle(Work<T> transaction) {
        return session -> {
            session.dialect().limitIdleTime(session);
            try {
                return transaction.on(session);
            } finally {
                removeIdleLimit(session);
            }
        };
    }

    private static void removeIdleLimit(Session session) {
        try {
            session.dialect().removeIdleLimit(session);
        } catch (SQLException e) {
            LOGGER.log(Level.DEBUG, "A connection broke after its transaction", e);
        }
    }

    private <T> Work<T> transaction(Work<T> work) {
        return session -> {
            Connection connection = session.connection();
            try {
                T result = work.on(session);
                commit(connection);
                return result;
            } catch (Throwable e) {
                // Every Throwable: returning the connection would otherwise commit what was done so far.
                rollBack(connection, e);
                throw e;
            }
        };
    }

    /** After any failure but a deadlock, the transaction may have been committed. */
    private void commit(Connection connection) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            if (isDeadlock(e)) {
                throw e;
            }
            throw new UncertainCommitException(
                    "The token database did not respond to a commit, so it is not known whether the change was made."
                            + " It is safe to repeat it",
                    e);
        }
    }

    static void rollBack(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException | RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    /** Searches the whole chain because a batch wraps the failure of its statements. */
    private boolean isDeadlock(SQLException e) {
        for (Throwable reason : e) {
            if (reason instanceof SQLException sql && dialect().isDeadlock(sql)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns a connection to its pool. A failure is not reported because the work is complete by then. Pools also throw
     * undeclared exceptions if they evict the connection at the same moment.
     */
    static void release(Connection connection) {
        try {
            connection.close();
        } catch (SQLException | RuntimeException e) {
            LOGGER.log(Level.DEBUG, "A connection could not be returned to its pool", e);
        }
    }

    /** Omits the driver's message if it is about the data: it quotes the row, which contains the hash. */
    static TokenStoreException failure(String purpose, SQLException e) {
        String state = e.getSQLState();
        boolean aboutData = state != null && (state.startsWith("22") || state.startsWith("23"));
        String message = "The token database could not " + purpose;
        return aboutData
                ? new TokenStoreException(message + ": it rejected the data with SQL state " + state, null)
                : new TokenStoreException(message, e);
    }

    /** What a driver says, in one line, without the statement that H2 appends. */
    static String reason(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceAll("(; SQL statement:|\\.)$", "");
    }

    /** Work on one connection. */
    @FunctionalInterface
    interface Work<T> {

        T on(Session session) throws SQLException;
    }
}
