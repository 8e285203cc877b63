package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Upgrading the schema of a database in use, on a server. */
abstract class SchemaUpgradeContract {

    private static final int PROCESSES = 4;

    /** Longer than a statement of the upgrade waits for a table. */
    private static final int READ_TIMEOUT_SECONDS = 10;

    abstract TestTables newTables();

    /** Counts the statements that wait for a table with a name like the parameter. */
    abstract String waitingStatements(String table);

    /** Statements after which a row is added to the table {@code {runs}} when a script records its version. */
    abstract List<String> recordRuns();

    /** A backup is such a transaction. Requests queue behind a statement that waits for it. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void upgrade_whileATransactionUsesTheTable_blocksReadsForSecondsOnly() throws Exception {
        TestTables tables = firstVersion();
        String tokens = tables.prefix() + "tokens";
        try (JdbcTokenStore store = tables.connect();
                Connection using = tables.connection();
                Connection reading = tables.connection()) {
            using.setAutoCommit(false);
            count(using, tokens);
            CompletableFuture<?> upgrade = onAnotherThread(store::createSchema);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> upgrade.isDone() || isWaiting(reading, tokens));
            assertThat(upgrade).isNotDone();

            assertThat(count(reading, tokens)).isZero();
            using.commit();
            upgrade.get(1, TimeUnit.MINUTES);
            store.verify();
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void upgrade_bySeveralProcesses_runsEachScriptOnce() throws Exception {
        TestTables tables = firstVersion();
        String runs = tables.prefix() + "runs";
        SchemaContract.execute(tables, "CREATE TABLE " + runs + " (version INTEGER)");
        for (String sql : recordRuns()) {
            SchemaContract.execute(tables, sql.replace("{runs}", runs));
        }
        List<JdbcTokenStore> stores = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                stores.add(tables.connect());
            }
            List<CompletableFuture<?>> upgrades = new ArrayList<>();
            for (JdbcTokenStore store : stores) {
                upgrades.add(onAnotherThread(store::createSchema));
            }
            upgrades.forEach(CompletableFuture::join);
            stores.forEach(JdbcTokenStore::verify);
            try (Connection connection = tables.connection()) {
                assertThat(count(connection, runs)).isEqualTo(SchemaScript.LATEST - 1);
            }
        } finally {
            stores.forEach(JdbcTokenStore::close);
        }
    }

    private TestTables firstVersion() throws SQLException {
        TestTables tables = newTables();
        SchemaContract.runScript(tables, SchemaScript.ALL.get(0));
        return tables;
    }

    private static CompletableFuture<?> onAnotherThread(Runnable task) {
        return CompletableFuture.runAsync(task, run -> new Thread(run).start());
    }

    private boolean isWaiting(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(waitingStatements(table))) {
            return row.next() && row.getLong(1) > 0;
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(READ_TIMEOUT_SECONDS);
            ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table);
            row.next();
            return row.getLong(1);
        }
    }
}
