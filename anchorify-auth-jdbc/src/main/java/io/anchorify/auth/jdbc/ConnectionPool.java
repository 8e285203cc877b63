package io.anchorify.auth.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.anchorify.auth.TokenStoreException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The connection pool of a store that was created from a URL. Its timeouts are short so that no request hangs. */
final class ConnectionPool {

    private static final int SIZE = 10;

    /** How long a request waits for a connection before a client sees that the database is unavailable. */
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(1);

    /** How long a read waits for a response, unless the URL sets the timeout of every statement. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration VALIDATION_TIMEOUT = Duration.ofMillis(500);
    private static final Pattern SCHEME = Pattern.compile("(jdbc:[A-Za-z0-9]+):.*", Pattern.DOTALL);

    private ConnectionPool() {}

    static Database open(String url, @Nullable String user, @Nullable String password, String tablePrefix) {
        requireDriver(url);
        HikariConfig config = new HikariConfig();
        config.setPoolName("anchorify");
        config.setJdbcUrl(ConnectionUrl.withDefaults(url));
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(SIZE);
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        config.setValidationTimeout(VALIDATION_TIMEOUT.toMillis());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setAutoCommit(true);
        return open(config, tablePrefix, ConnectionUrl.setsSocketTimeout(url) ? null : READ_TIMEOUT);
    }

    private static Database open(HikariConfig config, String tablePrefix, @Nullable Duration readTimeout) {
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw new TokenStoreException(
                    "The token database does not answer. Check its URL, user and password, and that it is running",
                    e.getCause());
        }
        try {
            return Database.of(pool, tablePrefix, readTimeout, pool::close);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** The exception of the pool would contain the whole URL, and with it the password. */
    private static void requireDriver(String url) {
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            Matcher matcher = SCHEME.matcher(url);
            String scheme = matcher.matches() ? "'" + matcher.group(1) + ":'" : "this URL";
            throw new TokenStoreException(
                    "There is no JDBC driver for " + scheme
                            + " on the class path. Add the driver of a supported database:"
                            + " H2 (jdbc:h2:), PostgreSQL (jdbc:postgresql:) or MariaDB (jdbc:mariadb:)",
                    null);
        }
    }
}
