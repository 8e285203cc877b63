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
    /** When an asynchronous replica stops receiving commits. */
    private static final Duration KEEPS_UP = Duration.ofMillis(2_000);

    private final DatabaseServer primary;
    private final FaultyProxy link;
    private final DatabaseServer standby;
    private final CompletableFuture<Void> fallenBehind;

    private Replica(
            DatabaseServer primary, FaultyProxy link, DatabaseServer standby, CompletableFuture<Void> fallenBehind) {
        this.primary = primary;
        this.link = link;
        this.standby = standby;
        this.fallenBehind = fallenBehind;
    }

    /**
     * Starts a replica.
     *
     * @param synchronous whether a commit waits for it; otherwise it falls behind after a while
     */
    static Replica of(Cluster cluster, boolean synchronous) throws SQLException {
        FaultyProxy link = FaultyProxy.to(cluster.server().port());
        DatabaseServer standby = DatabaseServer.standbyOf(cluster.server(), link.port());
        awaitResult(cluster.sql(), "SELECT state FROM pg_stat_replication", "streaming");
        if (synchronous) {
            cluster.sql().setServerOption("synchronous_standby_names", "*");
            awaitResult(cluster.sql(), "SELECT sync_state FROM pg_stat_replication", "sync");
        }
        return new Replica(
                cluster.server(),
                link,
                standby,
                synchronous ? CompletableFuture.completedFuture(null) : fallBehind(link));
    }

    /** Kills the primary, and redirects the cluster to the replica. */
    void takeOver(Cluster cluster) throws SQLException {
        fallenBehind.orTimeout(60, TimeUnit.SECONDS).join();
        primary.kill();
        link.close();
        new AdminSql(standby).query("SELECT pg_promote(true, 60)");
        cluster.use(standby);
    }

    private static CompletableFuture<Void> fallBehind(FaultyProxy link) {
        return CompletableFuture.runAsync(
                () -> link.link(LinkState.BLACK_HOLE),
                CompletableFuture.delayedExecutor(KEEPS_UP.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static void awaitResult(AdminSql sql, String query, String response) {
        Awaitility.await().atMost(LONGEST_START).until(() -> sql.query(query).equals(List.of(response)));
    }
}
