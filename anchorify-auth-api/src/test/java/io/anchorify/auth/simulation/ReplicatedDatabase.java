package io.anchorify.auth.simulation;

import io.anchorify.auth.StoredToken;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The database: the server that is the primary now, and every earlier state, which a replica may still have. */
final class ReplicatedDatabase {

    private static final long LONGEST_COMMIT = 2_000_000_000;

    private final DeterministicScheduler scheduler;
    private final SimulatedHost host;
    private final SeededRandom random;
    private final List<Snapshot> snapshots = new ArrayList<>();
    /** When something was added that a failover may lose. */
    private final List<Long> additions = new ArrayList<>();

    private Runnable registrationRemoved = () -> {};
    private DatabaseServer primary;
    private int failovers;
    private long notifications;
    private @Nullable Runnable openCommit;

    ReplicatedDatabase(
            DeterministicScheduler scheduler, SimulatedHost host, SeededRandom random, List<StoredToken> tokens) {
        this.scheduler = scheduler;
        this.host = host;
        this.random = random;
        this.primary = new DatabaseServer(tokens);
        takeSnapshot();
    }

    DatabaseServer primary() {
        return primary;
    }

    /** Runs a transaction that may change something. */
    <T> T write(Function<DatabaseServer, T> change) {
        int size = primary.size();
        T result = change.apply(primary);
        if (primary.size() > size) {
            additions.add(scheduler.now());
        } else if (primary.size() < size) {
            registrationRemoved.run();
        }
        takeSnapshot();
        return result;
    }

    /** The state of the primary some time ago. */
    DatabaseServer asOf(long ago) {
        return snapshots.get(latestSnapshot(ago)).server;
    }

    /** Promotes a replica that lags behind the primary. What it lacks never comes back. */
    void failOver(long lag) {
        failovers++;
        int latest = latestSnapshot(lag);
        primary = new DatabaseServer("server-" + (failovers + 1), snapshots.get(latest).server);
        snapshots.subList(latest + 1, snapshots.size()).clear();
        openCommit = null;
        takeSnapshot();
    }

    void onRegistrationRemoved(Runnable listener) {
        registrationRemoved = listener;
    }

    /** The lag with which a server lacks a recent registration or revocation, or the given time if there is none. */
    long lag(long atMost) {
        return additions.stream()
                .map(addition -> scheduler.now() - addition + 1)
                .filter(lag -> lag <= atMost)
                .max(Comparator.naturalOrder())
                .orElse(atMost);
    }

    int failovers() {
        return failovers;
    }

    /** How many notifications have been sent. */
    long notifications() {
        return notifications;
    }

    void announce() {
        notifications++;
    }

    /** Commits or rolls back some time later, and sends no reply. The head stays locked until then. */
    void commitLater(Runnable commit) {
        openCommit = commit;
        host.start("commit", random.anyMagnitude(1_000_000, LONGEST_COMMIT), () -> commitOrRollBack(commit));
    }

    boolean isHeadLocked() {
        return openCommit != null;
    }

    private int latestSnapshot(long ago) {
        long at = scheduler.now() - ago;
        int latest = snapshots.size() - 1;
        while (latest > 0 && snapshots.get(latest).since > at) {
            latest--;
        }
        return latest;
    }

    /** Does nothing if the transaction ended with its server. */
    private void commitOrRollBack(Runnable commit) {
        if (openCommit == commit) {
            openCommit = null;
            if (random.chance(0.5)) {
                commit.run();
            }
        }
    }

    private void takeSnapshot() {
        snapshots.add(new Snapshot(scheduler.now(), new DatabaseServer(primary.id(), primary)));
    }

    private record Snapshot(long since, DatabaseServer server) {}
}
