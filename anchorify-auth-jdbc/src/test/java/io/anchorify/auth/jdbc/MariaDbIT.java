package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All contracts on MariaDB 11. */
class MariaDbIT extends DatabaseServerContract {

    /** Starting the server takes longer than some tests may. */
    @BeforeAll
    static void startServer() {
        DatabaseServer.mariaDb();
    }

    /** In modes that administrators set and that other tests do not. */
    @Override
    TestTables newTables() {
        TestTables tables = super.newTables();
        String url = tables.url() + "?sessionVariables=sql_mode='ANSI,NO_BACKSLASH_ESCAPES,PAD_CHAR_TO_FULL_LENGTH'";
        return new TestTables(url, tables.user(), tables.password(), tables.prefix());
    }

    @Override
    DatabaseServer server() {
        return DatabaseServer.mariaDb();
    }

    @Override
    String expectedVersion() {
        return "MariaDB 11";
    }

    /** MariaDB looks for a deadlock immediately, and rolls back the transaction that has changed fewer rows. */
    @Override
    DeadlockContract.DeadlockSql deadlockSql() {
        return new DeadlockContract.DeadlockSql(
                "",
                "SELECT 1",
                "SELECT count(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'",
                "SELECT variable_value FROM information_schema.global_status WHERE variable_name = 'INNODB_DEADLOCKS'");
    }

    @Override
    String waitingStatements(String table) {
        return "SELECT count(*) FROM information_schema.processlist WHERE state LIKE '%metadata lock%' AND info LIKE '%"
                + table + "%'";
    }

    @Override
    List<String> recordRuns() {
        return List.of("""
                CREATE TRIGGER {runs}_added BEFORE INSERT ON {schema_version}
                FOR EACH ROW INSERT INTO {runs} VALUES (NEW.version)""");
    }

    @Override
    Map<String, String> wrongUrls(String serverUrl) {
        return Map.of(
                serverUrl + "anchorify?sslMode=nope",
                "error parsing url: Wrong argument value 'nope' for SslMode",
                "jdbc:mariadb://nope.invalid/x",
                "Socket fail to connect to nope.invalid. nope.invalid",
                "jdbc:mariadb://127.0.0.1:1/x",
                "Socket fail to connect to 127.0.0.1:1. Connection refused",
                "jdbc:mariadb://127.0.0.1:hunter2/x",
                "SQLException, whose message contains the password and is not shown");
    }

    /** The driver numbers its connections. */
    @Test
    void connect_toAMissingDatabase_saysSo() {
        String url = server().url();
        assertThatThrownBy(() -> JdbcTokenStore.connect(
                        url.substring(0, url.lastIndexOf('/')) + "/nope", server().user(), server().password()))
                .hasMessageMatching(
                        "Cannot connect to the token database: \\(conn=\\d+\\) Unknown database 'nope'\\. .*");
    }
}
