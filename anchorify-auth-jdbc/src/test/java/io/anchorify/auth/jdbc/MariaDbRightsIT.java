package io.anchorify.auth.jdbc;

import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On a server of its own, because the shared one does not check rights. */
class MariaDbRightsIT extends RestrictedUserContract {

    private static final String ADMIN = "admin";

    private static DatabaseServer server;

    /** The server starts without rights. FLUSH PRIVILEGES makes it check those of new connections. */
    @BeforeAll
    static void startServerThatChecksRights() throws SQLException {
        server = DatabaseServer.anotherMariaDb();
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("FLUSH PRIVILEGES");
            statement.execute("DELETE FROM mysql.global_priv WHERE user = ''");
            statement.execute("FLUSH PRIVILEGES");
            statement.execute("CREATE USER " + ADMIN + " IDENTIFIED BY '" + ADMIN + "'");
            statement.execute("GRANT ALL ON *.* TO " + ADMIN + " WITH GRANT OPTION");
            statement.execute("CREATE TABLE readable (nothing INT)");
        }
    }

    @AfterAll
    static void stopServer() {
        server.stop();
    }

    @Override
    TestTables newTables() {
        TestTables tables = TestTables.in(server);
        return new TestTables(tables.url(), ADMIN, ADMIN, tables.prefix());
    }

    /** Nobody can connect to a database without a right in it. */
    @Override
    List<String> createUser(String user, String password) {
        return List.of(
                "CREATE USER " + user + " IDENTIFIED BY '" + password + "'", "GRANT SELECT ON readable TO " + user);
    }
}
