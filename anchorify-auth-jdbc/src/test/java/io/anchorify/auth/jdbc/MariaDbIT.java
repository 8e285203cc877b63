package io.anchorify.auth.jdbc;

import io.anchorify.auth.jdbc.testing.DatabaseServer;
import org.junit.jupiter.api.BeforeAll;

/** All contracts on MariaDB 11. */
class MariaDbIT extends DatabaseServerContract {

    /** Starting the server takes longer than some tests may. */
    @BeforeAll
    static void startServer() {
        DatabaseServer.mariaDb();
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
}
