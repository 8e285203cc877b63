package io.anchorify.auth.jdbc.faults;

import io.anchorify.auth.jdbc.testing.DatabaseServer;
import io.anchorify.auth.jdbc.testing.Directories;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** Faults that replace the database, possibly without the latest commits. */
final class DataLossFaults {

    private static final List<String> TABLES =
            List.of("anchorify_tokens", "anchorify_head", "anchorify_changes", "anchorify_nodes");

    private DataLossFaults() {}

    /** Restores copies of the files, taken while the server was down. */
    static Fault filesRestored() {
        return Fault.of(
                        "backup restored: files",
                        Duration.ofSeconds(7),
                        context -> {
                            DatabaseServer server = context.cluster().server();
                            Path backup = context.cluster()
                                    .directory()
                                    .resolve("backup" + context.tokens().get(0).number());
                            server.stop();
                            Directories.copy(server.data(), backup);
                            server.start();
                            return () -> restoreFiles(server, backup);
                        },
                        Fault.Trait.LOSES_COMMITS,
                        Fault.Trait.ALONE)
                .revokingFor(Duration.ofSeconds(2));
    }

    /** Restores copies of the rows in one transaction, while the nodes use them. */
    static Fault rowsRestored() {
        return rowsRestored("backup restored: rows", true);
    }

    /** Restores rows from before any node was registered. */
    static Fault rowsRestoredWithoutNodes() {
        return rowsRestored("backup restored: rows, of before all nodes", false);
    }

    private static Fault rowsRestored(String name, boolean withNodes) {
        return Fault.of(
                        name,
                        Duration.ofSeconds(4),
                        context -> {
                            AdminSql sql = context.cluster().sql();
                            backUpRows(sql);
                            if (!withNodes) {
                                sql.run("DELETE FROM anchorify_nodes_backup");
                            }
                            return () -> restoreRows(sql);
                        },
                        Fault.Trait.LOSES_COMMITS,
                        Fault.Trait.ALONE)
                .revokingFor(Duration.ofSeconds(2));
    }

    /** Kills the primary and promotes a replica that has every commit. */
    static Fault synchronousReplicaPromoted() {
        return replicaPromoted("replica promoted: synchronous", true);
    }

    /** Kills the primary and promotes a replica without the latest commits. */
    static Fault asynchronousReplicaPromoted() {
        return replicaPromoted("replica promoted: asynchronous", false, Fault.Trait.LOSES_COMMITS);
    }

    private static Fault replicaPromoted(String name, boolean synchronous, Fault.Trait... more) {
        List<Fault.Trait> traits = new ArrayList<>(List.of(more));
        traits.addAll(List.of(Fault.Trait.ALONE, Fault.Trait.POSTGRES_ONLY));
        return Fault.of(
                name,
                Duration.ofSeconds(4),
                context -> {
                    Replica replica = Replica.of(context.cluster(), synchronous);
                    return () -> replica.takeOver(context.cluster());
                },
                traits.toArray(Fault.Trait[]::new));
    }

    private static void restoreFiles(DatabaseServer server, Path backup) throws IOException {
        server.stop();
        Directories.delete(server.data());
        Directories.copy(backup, server.data());
        server.start();
        Directories.delete(backup);
    }

    /** The copies are consistent: the first statement locks the head, so no change is made in the meantime. */
    private static void backUpRows(AdminSql sql) throws SQLException {
        List<String> statements = new ArrayList<>(List.of("SELECT * FROM anchorify_head FOR UPDATE"));
        for (String table : TABLES) {
            sql.run("DROP TABLE IF EXISTS " + table + "_backup");
            sql.run("CREATE TABLE " + table + "_backup AS SELECT * FROM " + table + " WHERE 1 = 0");
            statements.add("INSERT INTO " + table + "_backup SELECT * FROM " + table);
        }
        runEventually(sql, statements);
    }

    private static void restoreRows(AdminSql sql) {
        List<String> statements = new ArrayList<>();
        for (String table : TABLES) {
            statements.add("DELETE FROM " + table);
            statements.add("INSERT INTO " + table + " SELECT * FROM " + table + "_backup");
        }
        runEventually(sql, statements);
    }

    /** Retries because the nodes change the same rows and can cause a deadlock. */
    private static void runEventually(AdminSql sql, List<String> statements) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> sql.run(statements.toArray(String[]::new)));
    }
}
