package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a store does on a database in a process of its own. */
abstract class DatabaseServerContract extends DatabaseContract {

    abstract DatabaseServer server();

    abstract String expectedVersion();

    abstract DeadlockContract.DeadlockSql deadlockSql();

    /** A query that counts the statements which wait for a table that another transaction uses. */
    abstract String waitingStatements(String table);

    /** Statements after which a row is added to the table {@code {runs}} when a script records its version. */
    abstract List<String> recordRuns();

    /** Wrong URLs of this server, and the reasons that the driver gives. */
    abstract Map<String, String> wrongUrls(String serverUrl);

    @Override
    TestTables newTables() {
        return TestTables.in(server());
    }

    @Test
    void server_isOfTheExpectedVersion() throws SQLException {
        try (Connection connection = newTables().connection()) {
            DatabaseMetaData database = connection.getMetaData();
            assertThat(database.getDatabaseProductName() + " " + database.getDatabaseMajorVersion())
                    .isEqualTo(expectedVersion());
        }
    }

    @Test
    void connect_toAWrongUrl_saysTheReasonOfTheDriverWithoutCredentials() {
        String url = server().url();
        wrongUrls(url.substring(0, url.lastIndexOf('/') + 1))
                .forEach((wrong, reason) -> assertThatThrownBy(
                                () -> JdbcTokenStore.connect(wrong, server().user(), "hunter2"))
                        .isInstanceOf(TokenStoreException.class)
                        .hasNoCause()
                        .hasMessage("Cannot connect to the token database: " + reason
                                + ". Check its URL, user and password, and that it is running"));
    }

    @Nested
    class Deadlocks extends DeadlockContract {

        @Override
        TestTables newTables() {
            return DatabaseServerContract.this.newTables();
        }

        @Override
        DeadlockSql sql() {
            return deadlockSql();
        }
    }

    @Nested
    class PausedTransactions extends PausedTransactionContract {

        @Override
        TestTables newTables() {
            return DatabaseServerContract.this.newTables();
        }
    }

    @Nested
    class SchemaUpgrade extends SchemaUpgradeContract {

        @Override
        TestTables newTables() {
            return DatabaseServerContract.this.newTables();
        }

        @Override
        String waitingStatements(String table) {
            return DatabaseServerContract.this.waitingStatements(table);
        }

        @Override
        List<String> recordRuns() {
            return DatabaseServerContract.this.recordRuns();
        }
    }
}
