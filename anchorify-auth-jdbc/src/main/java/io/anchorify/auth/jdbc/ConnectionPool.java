package io.anchorify.auth.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.anchorify.auth.jdbc.ConnectionSource.Opener;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one store, which no other store and no transaction of a host uses. They commit automatically and are
 * at READ COMMITTED when they are taken; the pool undoes what their last user has set.
 */
final class ConnectionPool implements AutoCloseable {

    /** A node keeps one connection to follow the change feed. */
    static final int MIN_SIZE = 2;

    private static final int SIZE = 10;

    /** How long a request waits for a connection before a client sees that the database is unavailable. */
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration VALIDATION_TIMEOUT = Duration.ofMillis(500);

    private final ConnectionSource source;
    private final Dialect dialect;
    private final WriteLock writeLock;
    private final HikariDataSource connections;

    private ConnectionPool(ConnectionSource source, Dialect dialect, WriteLock writeLock, int size) {
        this.source = source;
        this.dialect = dialect;
        this.writeLock = writeLock;
        this.connections = new HikariDataSource(config(source, size));
    }

    private static HikariConfig config(DataSource source, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("anchorify");
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        config.setValidationTimeout(VALIDATION_TIMEOUT.toMillis());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setAutoCommit(true);
        return config;
    }

    /** Opens connections to a database. */
    static ConnectionPool connect(String url, @Nullable String user, @Nullable String password) {
        Driver driver = Drivers.find(url);
        H2File.createPrivately(url);
        String completeUrl = ConnectionUrl.withDefaults(url);
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return open(
                () -> connect(driver, completeUrl, properties),
                SIZE,
                MIN_SIZE - 1,
                "Raise the limit of its user",
                new ConnectionFailures(url, password));
    }

    private static Connection connect(Driver driver, String url, Properties properties) throws SQLException {
        Connection connection = driver.connect(url, properties);
        if (connection == null) {
            throw new SQLException("The driver does not accept the URL");
        }
        return connection;
    }

    /** Takes connections from the data source of a host, and keeps them. The host must have one more. */
    static ConnectionPool on(DataSource dataSource, int size) {
        return open(
                dataSource::getConnection,
                size,
                size,
                "Enlarge the pool of the data source, or let JdbcTokenStore.on(dataSource, connections) keep fewer than "
                        + size,
                new ConnectionFailures());
    }

    /**
     * Opens a pool on a thread of its own. The caller's thread may be in a transaction of the host, to which the data source
     * would bind the first connection. It may also be interrupted, which closes the file of an embedded database.
     *
     * @param required how many connections the pool must have, while there is one more beside it
     */
    private static ConnectionPool open(
            Opener opener, int size, int required, String advice, ConnectionFailures failures) {
        return onAnotherThread(() -> {
            ConnectionSource source = new ConnectionSource(opener);
            Connection first = first(source, failures);
            try {
                Dialect dialect = Dialect.of(first.getMetaData());
                ConnectionPool pool = new ConnectionPool(source, dialect, dialect.writeLock(first), size);
                return pool.filled(required);
            } catch (SQLException | PoolInitializationException e) {
                throw failures.tooFewConnections(required + 1, advice, e);
            } finally {
                Database.release(first);
            }
        });
    }

    /** A host's data source may throw anything. */
    private static Connection first(ConnectionSource source, ConnectionFailures failures) {
        try {
            return source.getConnection();
        } catch (SQLException | RuntimeException e) {
            throw failures.cannotConnect(e);
        }
    }

    private static <T> T onAnotherThread(Supplier<T> task) {
        try {
            return CompletableFuture.supplyAsync(task, run -> new Thread(run, "anchorify-connect").start())
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private ConnectionPool filled(int required) throws SQLException {
        try {
            fill(required);
            return this;
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    /** The pool has as many connections when they were taken at the same time. */
    private void fill(int count) throws SQLException {
        List<Connection> taken = new ArrayList<>();
        try {
            while (taken.size() < count) {
                taken.add(connections.getConnection());
            }
        } finally {
            taken.forEach(Database::release);
        }
    }

    DataSource dataSource() {
        return connections;
    }

    Dialect dialect() {
        return dialect;
    }

    WriteLock writeLock() {
        return writeLock;
    }

    /** A thread that is already interrupted waits too, as it would wait for the response of a driver. */
    Connection take() throws SQLException {
        boolean interrupted = Thread.interrupted();
        try {
            return connections.getConnection();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        source.stop();
        connections.close();
        source.close();
    }
}
