package io.anchorify.auth.jdbc.faults;

import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What can happen to the database, by signal and by SQL. */
final class DatabaseFaults {

    private static final Duration SHORT = Duration.ofSeconds(3);
    /** The queue is kept small in the tests, so that this is more than enough. */
    private static final int MOST_NOTIFICATIONS = 20_000;

    private DatabaseFaults() {}

    static Fault restarted() {
        return serverGone("database restarted", Duration.ofSeconds(1), DatabaseServer::stop, DatabaseServer::start);
    }

    static Fault killed() {
        return serverGone("database killed", Duration.ofSeconds(5), DatabaseServer::kill, DatabaseServer::start);
    }

    /** Connections stay, and nothing answers. */
    static Fault frozen() {
        return serverGone(
                "database stopped in its tracks", Duration.ofSeconds(5), DatabaseServer::freeze, DatabaseServer::thaw);
    }

    private static Fault serverGone(
            String name, Duration holds, Consumer<DatabaseServer> away, Consumer<DatabaseServer> back) {
        return Fault.of(
                name,
                holds,
                stage -> {
                    DatabaseServer server = stage.cluster().server();
                    away.accept(server);
                    return () -> back.accept(server);
                },
                Fault.Trait.TAKES_SERVER);
    }

    static Fault connectionsKilled() {
        return Fault.of("connections killed", SHORT, stage -> {
            String kill = stage.cluster().engine().killAll();
            return Stage.repeat(
                    Duration.ofMillis(700), () -> stage.cluster().sql().runFound(kill));
        });
    }

    static Fault listenersKilled() {
        return Fault.of("listener killed", SHORT, stage -> {
            String kill = stage.cluster().engine().killReaders();
            return Stage.repeat(
                    Duration.ofMillis(500), () -> stage.cluster().sql().runFound(kill));
        });
    }

    /** Somebody listens and never reads, until the queue is full and every NOTIFY fails. */
    static Fault notifyFails() {
        return Fault.of(
                "NOTIFY off: queue full",
                SHORT,
                stage -> {
                    Connection lazy = stage.cluster().sql().connect();
                    fillQueue(stage.cluster().sql(), lazy);
                    return () -> Sql.end(lazy);
                },
                Fault.Trait.POSTGRES_ONLY);
    }

    static Fault headLocked(Duration holds) {
        return Fault.of("head row locked for " + holds.toSeconds() + " s", holds, stage -> {
            Connection lock = stage.cluster()
                    .sql()
                    .begin(Connection.TRANSACTION_READ_COMMITTED, "SELECT position FROM anchorify_head FOR UPDATE");
            return () -> Sql.end(lock);
        });
    }

    /** It has an old snapshot of everything, and a lock on one of the tokens that are to be revoked. */
    static Fault longTransaction() {
        return Fault.of(
                "long transaction open",
                Duration.ofSeconds(7),
                stage -> {
                    Connection open = stage.cluster()
                            .sql()
                            .begin(
                                    Connection.TRANSACTION_REPEATABLE_READ,
                                    "SELECT COUNT(*) FROM anchorify_tokens",
                                    "SELECT COUNT(*) FROM anchorify_changes",
                                    "UPDATE anchorify_tokens SET label = 'x' WHERE id = '"
                                            + stage.trials().get(0).id() + "'");
                    return () -> Sql.end(open);
                },
                Fault.Trait.NEEDS_DATABASE);
    }

    /** Nodes are stopped, miss some revocations, and find that the feed does not list these any more. */
    static Fault prunedUnderPausedNode() {
        Duration holds = Duration.ofSeconds(8);
        return Fault.of(
                        "feed pruned under a paused node",
                        holds,
                        stage -> {
                            List<Node> victims = stage.victims();
                            victims.forEach(Node::pause);
                            return () -> {
                                prune(stage.cluster());
                                victims.forEach(Node::resume);
                            };
                        },
                        Fault.Trait.NEEDS_DATABASE)
                .revokingFor(Duration.ofSeconds(2));
    }

    /** A node that was stopped in the middle of a revocation holds its locks until somebody ends its connection. */
    private static void prune(Cluster cluster) throws SQLException {
        String prune = "DELETE FROM anchorify_changes";
        try {
            cluster.sql().run(prune);
        } catch (SQLException e) {
            cluster.sql().runFound(cluster.engine().killAll());
            cluster.sql().run(prune);
        }
    }

    private static void fillQueue(Sql sql, Connection lazy) throws SQLException {
        try (Statement listening = lazy.createStatement();
                Connection busy = sql.connect();
                Statement notifying = busy.createStatement()) {
            listening.execute("LISTEN anchorify_noise");
            lazy.setAutoCommit(false);
            listening.execute("SELECT 1");
            for (int i = 0; i < MOST_NOTIFICATIONS; i++) {
                notifying.execute("SELECT pg_notify('anchorify_noise', repeat('x', 7900) || " + i + ")");
            }
        } catch (SQLException e) {
            if (!"54000".equals(e.getSQLState())) {
                throw e;
            }
        }
    }
}
