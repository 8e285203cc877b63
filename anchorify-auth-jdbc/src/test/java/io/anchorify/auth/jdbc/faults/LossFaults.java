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

/** What puts a database in the place of the one that there was, perhaps without the youngest commits. */
final class LossFaults {

    private static final List<String> TABLES =
            List.of("anchorify_tokens", "anchorify_head", "anchorify_changes", "anchorify_nodes");

    private LossFaults() {}

    /** The files are copied while the server is down, and are put back later. */
    static Fault filesRestored() {
        return Fault.of(
                        "backup restored: files",
                        Duration.ofSeconds(7),
                        stage -> {
                            DatabaseServer server = stage.cluster().server();
                            Path backup = stage.cluster()
                                    .directory()
                                    .resolve("backup" + stage.trials().get(0).number());
                            server.stop();
                            Directories.copy(server.data(), backup);
                            server.start();
                            return () -> restoreFiles(server, backup);
                        },
                        Fault.Trait.LOSES_COMMITS,
                        Fault.Trait.ALONE)
                .revokingFor(Duration.ofSeconds(2));
    }

    /** The rows are put back in one transaction, while everybody works on them. */
    static Fault rowsRestored() {
        return rowsRestored("backup restored: rows", true);
    }

    /** The backup is of a time when no node was registered, so that the database has never heard of those there are. */
    static Fault rowsRestoredWithoutNodes() {
        return rowsRestored("backup restored: rows, of before all nodes", false);
    }

    private static Fault rowsRestored(String name, boolean withNodes) {
        return Fault.of(
                        name,
                        Duration.ofSeconds(4),
                        stage -> {
                            Sql sql = stage.cluster().sql();
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

    /** The primary is killed, and its replica, which had to confirm every commit, takes over. */
    static Fault synchronousReplicaPromoted() {
        return replicaPromoted("replica promoted: synchronous", true);
    }

    /** The primary is killed, and its replica takes over without the youngest commits. */
    static Fault asynchronousReplicaPromoted() {
        return replicaPromoted("replica promoted: asynchronous", false, Fault.Trait.LOSES_COMMITS);
    }

    private static Fault replicaPromoted(String name, boolean synchronous, Fault.Trait... more) {
        List<Fault.Trait> traits = new ArrayList<>(List.of(more));
        traits.addAll(List.of(Fault.Trait.ALONE, Fault.Trait.POSTGRES_ONLY));
        return Fault.of(
                name,
                Duration.ofSeconds(4),
                stage -> {
                    Replica replica = Replica.of(stage.cluster(), synchronous);
                    return () -> replica.takeOver(stage.cluster());
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

    /** Of one moment, as a backup is: no change is made while its first statement keeps the head. */
    private static void backUpRows(Sql sql) throws SQLException {
        List<String> statements = new ArrayList<>(List.of("SELECT * FROM anchorify_head FOR UPDATE"));
        for (String table : TABLES) {
            sql.run("DROP TABLE IF EXISTS " + table + "_backup");
            sql.run("CREATE TABLE " + table + "_backup AS SELECT * FROM " + table + " WHERE 1 = 0");
            statements.add("INSERT INTO " + table + "_backup SELECT * FROM " + table);
        }
        runInTheEnd(sql, statements);
    }

    private static void restoreRows(Sql sql) {
        List<String> statements = new ArrayList<>();
        for (String table : TABLES) {
            statements.add("DELETE FROM " + table);
            statements.add("INSERT INTO " + table + " SELECT * FROM " + table + "_backup");
        }
        runInTheEnd(sql, statements);
    }

    /** Others change the same rows, so it can be the victim of a deadlock. */
    private static void runInTheEnd(Sql sql, List<String> statements) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> sql.run(statements.toArray(String[]::new)));
    }
}
