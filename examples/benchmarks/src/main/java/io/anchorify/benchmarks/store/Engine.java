package io.anchorify.benchmarks.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import io.anchorify.auth.jdbc.testing.Temporary;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;

/** The databases that are measured. Each starts when it is first asked for, and ends with this process. */
enum Engine {
    POSTGRES("PostgreSQL"),
    MARIADB("MariaDB"),
    H2_MEMORY("H2 in memory"),
    H2_FILE("H2 in a file");

    private final String title;

    Engine(String title) {
        this.title = title;
    }

    /** The engine that an option names: {@code postgres}, {@code mariadb}, {@code h2-memory} or {@code h2-file}. */
    static Engine named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String title() {
        return title;
    }

    /** A store as most users have it, with its own pool of ten connections, on tables that exist. */
    JdbcTokenStore connect() {
        Access to = access();
        return JdbcTokenStore.connect(to.url, to.user, to.password).createSchema();
    }

    /** A pool that differs from the one of {@link #connect} in its size alone. */
    HikariDataSource pool(int size) {
        HikariConfig config = new HikariConfig();
        try (JdbcTokenStore store = connect()) {
            ((HikariDataSource) store.dataSource()).copyStateTo(config);
        }
        config.setPoolName("benchmarks");
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }

    /** A connection with none of the limits that the pools have. */
    Connection connection() throws SQLException {
        Access to = access();
        return DriverManager.getConnection(to.url, to.user, to.password);
    }

    /** The address, the user and the password of the database, for another process. */
    String[] address() {
        Access to = access();
        return new String[] {to.url, to.user, to.password};
    }

    private Access access() {
        return switch (this) {
            case POSTGRES -> Access.to(DatabaseServer.postgres());
            case MARIADB -> Access.to(DatabaseServer.mariaDb());
            case H2_MEMORY -> Access.toH2("mem:benchmarks");
            case H2_FILE -> Access.toH2(File.PATH);
        };
    }

    /** Made when it is first needed. */
    private static final class File {

        static final String PATH =
                Temporary.directory("anchorify-h2").resolve("auth").toString();
    }

    /** Where a database is. */
    private record Access(String url, String user, String password) {

        static Access to(DatabaseServer server) {
            return new Access(server.url(), server.user(), server.password());
        }

        static Access toH2(String where) {
            return new Access("jdbc:h2:" + where, "sa", "");
        }
    }
}
