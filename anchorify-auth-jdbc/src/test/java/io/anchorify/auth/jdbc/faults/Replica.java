package io.anchorify.auth.jdbc.faults;

import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A streaming replica of a cluster's PostgreSQL server, which takes over from it. */
final class Replica {

    private static final Duration LONGEST_START = Duration.ofSeconds(30);
    /** When an asynchronous replica stops to receive what the primary commits. */
    private static final Duration KEEPS_UP = Duration.ofMillis(2_000);

    private final DatabaseServer primary;
    private final FaultyProxy line;
    private final DatabaseServer standby;
    private final CompletableFuture<Void> fallenBehind;

    private Replica(
            DatabaseServer primary, FaultyProxy line, DatabaseServer standby, CompletableFuture<Void> fallenBehind) {
        this.primary = primary;
        this.line = line;
        this.standby = standby;
        this.fallenBehind = fallenBehind;
    }

    /**
     * Starts a replica.
     *
     * @param synchronous whether a commit waits for it; otherwise it falls behind after a while
     */
    static Replica of(Cluster cluster, boolean synchronous) throws SQLException {
        FaultyProxy line = FaultyProxy.to(cluster.server().port());
        DatabaseServer standby = DatabaseServer.standbyOf(cluster.server(), line.port());
        awaitAnswer(cluster.sql(), "SELECT state FROM pg_stat_replication", "streaming");
        if (synchronous) {
            cluster.sql().setServerOption("synchronous_standby_names", "*");
            awaitAnswer(cluster.sql(), "SELECT sync_state FROM pg_stat_replication", "sync");
        }
        return new Replica(
                cluster.server(),
                line,
                standby,
                synchronous ? CompletableFuture.completedFuture(null) : fallBehind(line));
    }

    /** The primary dies with what it has not sent, and everybody is sent to the replica. */
    void takeOver(Cluster cluster) throws SQLException {
        fallenBehind.orTimeout(60, TimeUnit.SECONDS).join();
        primary.kill();
        line.close();
        new Sql(standby).query("SELECT pg_promote(true, 60)");
        cluster.use(standby);
    }

    private static CompletableFuture<Void> fallBehind(FaultyProxy line) {
        return CompletableFuture.runAsync(
                () -> line.line(Line.BLACK_HOLE),
                CompletableFuture.delayedExecutor(KEEPS_UP.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static void awaitAnswer(Sql sql, String query, String answer) {
        Awaitility.await().atMost(LONGEST_START).until(() -> sql.query(query).equals(List.of(answer)));
    }
}
