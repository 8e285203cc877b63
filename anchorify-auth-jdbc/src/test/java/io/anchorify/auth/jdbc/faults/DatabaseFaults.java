package io.anchorify.auth.jdbc.faults;

import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Faults of the database, by signal and by SQL. */
final class DatabaseFaults {

    private static final Duration SHORT = Duration.ofSeconds(3);
    /** More than enough to fill the queue, which the test server keeps small. */
    private static final int MAX_NOTIFICATIONS = 20_000;

    private DatabaseFaults() {}

    static Fault restarted() {
        return serverGone("database restarted", Duration.ofSeconds(1), DatabaseServer::stop, DatabaseServer::start);
    }

    static Fault killed() {
        return serverGone("database killed", Duration.ofSeconds(5), DatabaseServer::kill, DatabaseServer::start);
    }

    /** Connections stay open, and nothing responds. */
    static Fault frozen() {
        return serverGone("database frozen", Duration.ofSeconds(5), DatabaseServer::freeze, DatabaseServer::thaw);
    }

    private static Fault serverGone(
            String name, Duration duration, Consumer<DatabaseServer> away, Consumer<DatabaseServer> back) {
        return Fault.of(
                name,
                duration,
                context -> {
                    DatabaseServer server = context.cluster().server();
                    away.accept(server);
                    return () -> back.accept(server);
                },
                Fault.Trait.TAKES_SERVER);
    }

    static Fault connectionsKilled() {
        return Fault.of("connections killed", SHORT, context -> {
            String kill = context.cluster().database().killAll();
            return FaultContext.repeat(
                    Duration.ofMillis(700), () -> context.cluster().sql().runFound(kill));
        });
    }

    static Fault listenersKilled() {
        return Fault.of("listener killed", SHORT, context -> {
            String kill = context.cluster().database().killReaders();
            return FaultContext.repeat(
                    Duration.ofMillis(500), () -> context.cluster().sql().runFound(kill));
        });
    }

    /** A client listens without reading until the queue is full and every NOTIFY fails. */
    static Fault notifyFails() {
        return Fault.of(
                "NOTIFY off: queue full",
                SHORT,
                context -> {
                    Connection listener = context.cluster().sql().connect();
                    fillQueue(context.cluster().sql(), listener);
                    return () -> AdminSql.end(listener);
                },
                Fault.Trait.POSTGRES_ONLY);
    }

    static Fault headLocked(Duration duration) {
        return Fault.of("head row locked for " + duration.toSeconds() + " s", duration, context -> {
            Connection lock = context.cluster()
                    .sql()
                    .begin(Connection.TRANSACTION_READ_COMMITTED, "SELECT position FROM anchorify_head FOR UPDATE");
            return () -> AdminSql.end(lock);
        });
    }

    /** The transaction has an old snapshot and a lock on one of the tokens to be revoked. */
    static Fault longTransaction() {
        return Fault.of(
                "long transaction open",
                Duration.ofSeconds(7),
                context -> {
                    Connection open = context.cluster()
                            .sql()
                            .begin(
                                    Connection.TRANSACTION_REPEATABLE_READ,
                                    "SELECT COUNT(*) FROM anchorify_tokens",
                                    "SELECT COUNT(*) FROM anchorify_changes",
                                    "UPDATE anchorify_tokens SET label = 'x' WHERE id = '"
                                            + context.tokens().get(0).id() + "'");
                    return () -> AdminSql.end(open);
                },
                Fault.Trait.NEEDS_DATABASE);
    }

    /** Paused nodes miss some revocations, whose entries are pruned before the nodes resume. */
    static Fault prunedUnderPausedNode() {
        Duration duration = Duration.ofSeconds(8);
        return Fault.of(
                        "feed pruned under a paused node",
                        duration,
                        context -> {
                            List<Node> victims = context.victims();
                            victims.forEach(Node::pause);
                            return () -> {
                                prune(context.cluster());
                                victims.forEach(Node::resume);
                            };
                        },
                        Fault.Trait.NEEDS_DATABASE)
                .revokingFor(Duration.ofSeconds(2));
    }

    /** A node paused in the middle of a revocation keeps its locks until its connection is killed. */
    private static void prune(Cluster cluster) throws SQLException {
        String prune = "DELETE FROM anchorify_changes";
        try {
            cluster.sql().run(prune);
        } catch (SQLException e) {
            cluster.sql().runFound(cluster.database().killAll());
            cluster.sql().run(prune);
        }
    }

    private static void fillQueue(AdminSql sql, Connection listener) throws SQLException {
        try (Statement listening = listener.createStatement();
                Connection busy = sql.connect();
                Statement notifying = busy.createStatement()) {
            listening.execute("LISTEN anchorify_noise");
            listener.setAutoCommit(false);
            listening.execute("SELECT 1");
            for (int i = 0; i < MAX_NOTIFICATIONS; i++) {
                notifying.execute("SELECT pg_notify('anchorify_noise', repeat('x', 7900) || " + i + ")");
            }
        } catch (SQLException e) {
            if (!"54000".equals(e.getSQLState())) {
                throw e;
            }
        }
    }
}
