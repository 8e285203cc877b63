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

/** The connections of a store that was given a URL: few, and given up soon, so that no request hangs on a database. */
final class ConnectionPool {

    private static final int SIZE = 10;
    /** How long a request waits for a connection; what a client sees of a database that is gone. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    /** How long a read may go unanswered, unless the URL says how long anything may. */
    private static final Duration READ = Duration.ofSeconds(1);

    private static final Duration VALIDATION = Duration.ofMillis(500);
    private static final Pattern SCHEME = Pattern.compile("(jdbc:[A-Za-z0-9]+):.*", Pattern.DOTALL);

    private ConnectionPool() {}

    static Database open(String url, @Nullable String user, @Nullable String password) {
        requireDriver(url);
        HikariConfig config = new HikariConfig();
        config.setPoolName("anchorify");
        config.setJdbcUrl(ConnectionUrl.withDefaults(url));
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(SIZE);
        config.setConnectionTimeout(WAIT.toMillis());
        config.setValidationTimeout(VALIDATION.toMillis());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setAutoCommit(true);
        return open(config, ConnectionUrl.limitsAnswers(url) ? null : READ);
    }

    private static Database open(HikariConfig config, @Nullable Duration readLimit) {
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw new TokenStoreException(
                    "The token database does not answer. Check its URL, user and password, and that it is running",
                    e.getCause());
        }
        try {
            return Database.of(pool, readLimit, pool::close);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** The pool would say the whole URL, which may hold a password. */
    private static void requireDriver(String url) {
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            Matcher matcher = SCHEME.matcher(url);
            String scheme = matcher.matches() ? "'" + matcher.group(1) + ":'" : "this URL";
            throw new TokenStoreException(
                    "There is no JDBC driver for " + scheme + " on the class path. Tokens can be kept in H2 (jdbc:h2:),"
                            + " PostgreSQL (jdbc:postgresql:) and MariaDB (jdbc:mariadb:); add that driver",
                    null);
        }
    }
}
