package io.anchorify.auth.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link ConnectionPool} gets its connections. Hides the data source of a host from the pool, which would change its
 * login timeout, and the URL, which the pool would log.
 *
 * <p>Connects again soon after an outage: HikariCP waits up to 5 seconds between failed attempts, so the database is back long
 * before the pool tries again. The first failure of an outage is thrown, so that the pool can report it. The next call tries
 * until it has a connection or this source is stopped. Only the thread of the pool that adds connections waits here; requests
 * wait in the pool.
 */
final class ConnectionSource implements DataSource, AutoCloseable {

    /** How long the pool waits, when it is closed, for a connection that it is opening. */
    private static final int LOGIN_TIMEOUT_SECONDS = 1;

    private static final Duration RETRY = Duration.ofMillis(250);

    private final Opener opener;
    private final Queue<Connection> handedOut = new ConcurrentLinkedQueue<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean isFailing;

    ConnectionSource(Opener opener) {
        this.opener = opener;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = open();
        handedOut.removeIf(ConnectionSource::isClosed);
        handedOut.add(connection);
        if (stopped.getCount() == 0) {
            close();
            throw new SQLException("The store is closed");
        }
        return connection;
    }

    private Connection open() throws SQLException {
        while (true) {
            try {
                Connection connection = opener.open();
                isFailing = false;
                return connection;
            } catch (SQLException e) {
                boolean isFirst = !isFailing;
                isFailing = true;
                if (isFirst || isStoppedWithin(RETRY)) {
                    throw e;
                }
            }
        }
    }

    private boolean isStoppedWithin(Duration time) throws SQLException {
        try {
            return stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("The thread was interrupted before it had a connection", e);
        }
    }

    /** Makes waiting calls fail. Called before the pool is closed, because the pool waits for its thread that connects. */
    void stop() {
        stopped.countDown();
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * Closes the connections that the pool has lost: it aborts those in use when it is closed, which does not return them to
     * a host, and it ignores one that arrives afterwards.
     */
    @Override
    public void close() {
        stop();
        handedOut.forEach(Database::release);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) {
        // Nothing is written.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // The URL or the host decides.
    }

    @Override
    public int getLoginTimeout() {
        return LOGIN_TIMEOUT_SECONDS;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    /** Opens a connection to the database, or takes one from the host. */
    @FunctionalInterface
    interface Opener {

        Connection open() throws SQLException;
    }
}
