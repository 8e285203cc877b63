package io.anchorify.auth.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** The connection pool of a host application. */
final class HostPool {

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
        config.setConnectionTimeout(5_000);
        return config;
    }
}
