package io.anchorify.auth.jdbc;

import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

/** The tables of one test, which no other test uses. They do not exist until the test creates them. */
record TestTables(String url, String user, String password, String prefix) {

    static TestTables inH2() {
        return new TestTables("jdbc:h2:mem:" + UUID.randomUUID(), "", "", "anchorify_");
    }

    static TestTables in(DatabaseServer server) {
        String prefix = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 16) + "_";
        return new TestTables(server.url(), server.user(), server.password(), prefix);
    }

    /** A store with a connection pool of its own. */
    JdbcTokenStore connect() {
        return JdbcTokenStore.connect(url, user, password).tablePrefix(prefix);
    }

    Connection connection() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
