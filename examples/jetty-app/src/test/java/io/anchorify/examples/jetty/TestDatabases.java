package io.anchorify.examples.jetty;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import io.anchorify.auth.jdbc.testing.Temporary;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The databases that the application is tested with. */
public enum TestDatabases {
    H2 {
        @Override
        public Map<String, String> environment() {
            // In a file, because the test opens it after the application's process ended.
            return Map.of(
                    "ANCHORIFY_JDBC_URL",
                    "jdbc:h2:" + Temporary.directory("anchorify-h2").resolve("db"));
        }
    },
    POSTGRESQL {
        @Override
        public Map<String, String> environment() {
            return environment(DatabaseServer.postgres());
        }

        @Override
        public Map<String, String> emptyEnvironment() throws SQLException {
            return environmentOfNewDatabase(DatabaseServer.postgres());
        }
    },
    MARIADB {
        @Override
        public Map<String, String> environment() {
            return environment(DatabaseServer.mariaDb());
        }

        @Override
        public Map<String, String> emptyEnvironment() throws SQLException {
            return environmentOfNewDatabase(DatabaseServer.mariaDb());
        }
    };

    /** The environment variables for this database. */
    public abstract Map<String, String> environment();

    /** The environment variables for a new, empty database. */
    public Map<String, String> emptyEnvironment() throws SQLException {
        return environment();
    }

    static TokenService tokens(Map<String, String> environment) {
        JdbcTokenStore store = JdbcTokenStore.connect(
                environment.get("ANCHORIFY_JDBC_URL"),
                environment.get("ANCHORIFY_JDBC_USER"),
                environment.get("ANCHORIFY_JDBC_PASSWORD"));
        return TokenService.builder(store.createSchema()).build();
    }

    static Map<String, String> environment(DatabaseServer server) {
        return Map.of(
                "ANCHORIFY_JDBC_URL", server.url(),
                "ANCHORIFY_JDBC_USER", server.user(),
                "ANCHORIFY_JDBC_PASSWORD", server.password());
    }

    static Map<String, String> environmentOfNewDatabase(DatabaseServer server) throws SQLException {
        String name = "empty_" + UUID.randomUUID().toString().replace('-', '_');
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        Map<String, String> environment = new HashMap<>(environment(server));
        environment.put("ANCHORIFY_JDBC_URL", server.url().replaceFirst("/\\w+$", "/" + name));
        return environment;
    }
}
