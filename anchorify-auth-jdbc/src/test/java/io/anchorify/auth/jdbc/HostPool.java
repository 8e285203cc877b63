package io.anchorify.auth.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/** The connection pool of a host application. */
final class HostPool {

    static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

    private HostPool() {}

    static HikariDataSource of(TestTables tables, int size) {
        return new HikariDataSource(config(tables, size));
    }

    static HikariConfig config(TestTables tables, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("host");
        config.setJdbcUrl(tables.url());
        config.setUsername(tables.user());
        config.setPassword(tables.password());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        return config;
    }
}
