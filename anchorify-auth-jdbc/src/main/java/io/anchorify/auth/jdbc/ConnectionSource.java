package io.anchorify.auth.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link ConnectionPool} gets its connections. Hides the data source of a host from the pool, which would change its
 * login timeout, and the URL, which the pool would log.
 */
final class ConnectionSource implements DataSource, AutoCloseable {

    /** How long the pool waits, when it is closed, for a connection that it is opening. */
    private static final int LOGIN_TIMEOUT_SECONDS = 1;

    private final Opener opener;
    private final Set<Connection> handedOut = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    ConnectionSource(Opener opener) {
        this.opener = opener;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = opener.open();
        handedOut.removeIf(ConnectionSource::isClosed);
        handedOut.add(connection);
        if (isClosed) {
            close();
            throw new SQLException("The store is closed");
        }
        return connection;
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
        isClosed = true;
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
