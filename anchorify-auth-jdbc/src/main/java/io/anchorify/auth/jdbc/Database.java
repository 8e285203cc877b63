package io.anchorify.auth.jdbc;

import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.UncertainCommitException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs work on connections, and turns what goes wrong into exceptions that say what could not be done. */
final class Database implements AutoCloseable {

    /** How long the database may take over one statement, in seconds, as JDBC counts it. */
    private static final int STATEMENT_TIMEOUT = 5;
    /**
     * How often work is begun. Two changes of several rows can wait for each other, since no database promises the order
     * in which a statement locks them; it ends one of the two then, with nothing of it done.
     */
    private static final int ATTEMPTS = 5;
    /** A serialization failure, as which H2 and MariaDB report a deadlock too, and PostgreSQL's own state for one. */
    private static final Set<String> DEADLOCK = Set.of("40001", "40P01");

    private static final Logger LOGGER = System.getLogger(Database.class.getName());

    private final DataSource dataSource;
    private final Dialect dialect;
    private final @Nullable Duration readLimit;
    private final Runnable closing;

    private Database(DataSource dataSource, Dialect dialect, @Nullable Duration readLimit, Runnable closing) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.readLimit = readLimit;
        this.closing = closing;
    }

    /** The database behind a data source of the host, which limits answers as the host has set it up. */
    static Database of(DataSource dataSource) {
        return of(dataSource, null, () -> {});
    }

    /**
     * The database behind a data source.
     *
     * @param readLimit how long a read waits for an answer, on connections that are reset when they are given back;
     *     {@code null} leaves it to the data source
     */
    static Database of(DataSource dataSource, @Nullable Duration readLimit, Runnable closing) {
        try (Connection connection = dataSource.getConnection()) {
            return new Database(dataSource, Dialect.of(connection.getMetaData()), readLimit, closing);
        } catch (SQLException e) {
            throw new TokenStoreException(
                    "The token database does not answer. Check its URL, user and password, and that it is running", e);
        }
    }

    DataSource dataSource() {
        return dataSource;
    }

    Dialect dialect() {
        return dialect;
    }

    /**
     * Runs a read that a request waits for. It is given up sooner than a change: trying it again does no harm, and
     * whether a change was made would not be known. A time limit of a statement is no help against a server that is
     * there and does not answer, for the driver asks that same server to end the statement.
     */
    <T> T read(String purpose, Work<T> work) {
        return run(purpose, connection -> {
            if (readLimit != null) {
                connection.setNetworkTimeout(Runnable::run, (int) readLimit.toMillis());
            }
            return work.on(connection);
        });
    }

    /** Runs work whose statements each stand for themselves. It begins anew if it is the victim of a deadlock. */
    <T> T run(String purpose, Work<T> work) {
        return attempt(ATTEMPTS, purpose, true, work);
    }

    /**
     * Runs work whose statements are committed together, or not at all. It begins anew if it is the victim of a deadlock.
     *
     * @throws UncertainCommitException if the answer to the commit was lost
     */
    <T> T inTransaction(String purpose, Work<T> work) {
        return attempt(ATTEMPTS, purpose, false, limited(transaction(work)));
    }

    /** The same for work that can be done only once, and that may wait for others in between. */
    <T> T inOneTransaction(String purpose, Work<T> work) {
        return attempt(1, purpose, false, transaction(work));
    }

    private static <T> Work<T> transaction(Work<T> work) {
        return connection -> {
            try {
                T result = work.on(connection);
                commit(connection);
                return result;
            } catch (Throwable e) {
                // Of every kind: to leave this mode with work undone would commit it.
                rollBack(connection, e);
                throw e;
            }
        };
    }

    /** Such that the database ends it if this process stands still in the middle of it. */
    private <T> Work<T> limited(Work<T> transaction) {
        return connection -> {
            dialect.limitIdle(connection);
            try {
                return transaction.on(connection);
            } finally {
                unlimit(connection);
            }
        };
    }

    private void unlimit(Connection connection) {
        try {
            dialect.unlimitIdle(connection);
        } catch (SQLException e) {
            LOGGER.log(Level.DEBUG, "A connection broke after its transaction", e);
        }
    }

    /** Only a deadlock says for certain that nothing was committed. */
    private static void commit(Connection connection) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            if (isDeadlock(e)) {
                throw e;
            }
            throw new UncertainCommitException(
                    "The token database did not answer a commit, so it is not known whether the change was made. To make"
                            + " it again is safe",
                    e);
        }
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

    /** Somewhere in the chain, for a batch wraps what its statements met. */
    private static boolean isDeadlock(SQLException e) {
        for (Throwable reason : e) {
            if (reason instanceof SQLException sql
                    && sql.getSQLState() != null
                    && DEADLOCK.contains(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(STATEMENT_TIMEOUT);
        return statement;
    }

    /**
     * Prepares a read of one row by its key. Where the connection itself limits how long an answer may take, a limit of the
     * statement would be the longer one, and is not free: the drivers start a timer, or say it in a statement.
     */
    PreparedStatement prepareLookup(Connection connection, String sql) throws SQLException {
        return readLimit == null ? prepare(connection, sql) : connection.prepareStatement(sql);
    }

    @Override
    public void close() {
        closing.run();
    }

    /**
     * A pool may hand out connections in either mode, and gets them back as they were. That it cannot take one back says
     * nothing about the work, which is done or not by then.
     */
    private <T> T onConnection(boolean autoCommit, Work<T> work) throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            boolean before = connection.getAutoCommit();
            if (before == autoCommit) {
                return work.on(connection);
            }
            connection.setAutoCommit(autoCommit);
            try {
                return work.on(connection);
            } finally {
                restore(connection, before);
            }
        } finally {
            giveBack(connection);
        }
    }

    private static void restore(Connection connection, boolean autoCommit) {
        try {
            if (!connection.isClosed()) {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException | RuntimeException e) {
            LOGGER.log(Level.DEBUG, "A connection broke after its work", e);
        }
    }

    /** Pools throw other things than they declare when they drop the connection at the same moment. */
    static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException | RuntimeException e) {
            LOGGER.log(Level.DEBUG, "A connection could not be given back", e);
        }
    }

    private static void rollBack(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException | RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    /** Drivers quote the row in what they say about its data, and with it the hash: that is not passed on. */
    static TokenStoreException failure(String purpose, SQLException e) {
        String state = e.getSQLState();
        boolean aboutData = state != null && (state.startsWith("22") || state.startsWith("23"));
        String message = "The token database could not " + purpose;
        return aboutData
                ? new TokenStoreException(message + ": it refused the data with SQL state " + state, null)
                : new TokenStoreException(message, e);
    }

    /** Work on one connection. */
    @FunctionalInterface
    interface Work<T> {

        T on(Connection connection) throws SQLException;
    }
}
