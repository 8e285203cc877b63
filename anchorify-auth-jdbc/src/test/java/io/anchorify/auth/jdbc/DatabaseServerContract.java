package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a store does on a database in a process of its own. */
abstract class DatabaseServerContract extends DatabaseContract {

    abstract DatabaseServer server();

    abstract String expectedVersion();

    abstract DeadlockContract.DeadlockSql deadlockSql();

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
}
