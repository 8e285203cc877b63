package io.anchorify.examples.jetty;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import io.anchorify.auth.jdbc.testing.Temporary;
import java.util.Map;

/** The databases that the application is tried on. */
enum TestDatabases {
    H2 {
        @Override
        Map<String, String> environment() {
            // Opened by another process too, after the application's has ended.
            return Map.of(
                    "ANCHORIFY_JDBC_URL",
                    "jdbc:h2:" + Temporary.directory("anchorify-h2").resolve("db"));
        }
    },
    POSTGRESQL {
        @Override
        Map<String, String> environment() {
            return environment(DatabaseServer.postgres());
        }
    },
    MARIADB {
        @Override
        Map<String, String> environment() {
            return environment(DatabaseServer.mariaDb());
        }
    };

    /** What tells the application to use this database. */
    abstract Map<String, String> environment();

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
}
