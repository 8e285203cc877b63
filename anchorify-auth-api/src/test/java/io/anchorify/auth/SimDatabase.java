package io.anchorify.auth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The database: the server that is its primary now, and what it held at any earlier time. */
final class SimDatabase {

    private static final long LONGEST_COMMIT = 2_000_000_000;

    private final SimScheduler scheduler;
    private final SimHost host;
    private final SimRandom random;
    private final List<Past> past = new ArrayList<>();
    private final List<Long> landmarks = new ArrayList<>();
    private Runnable nodeIsGone = () -> {};
    private SimServer primary;
    private int failovers;
    private long hints;
    private @Nullable Runnable underWay;

    SimDatabase(SimScheduler scheduler, SimHost host, SimRandom random, List<StoredToken> tokens) {
        this.scheduler = scheduler;
        this.host = host;
        this.random = random;
        this.primary = new SimServer(tokens);
        remember();
    }

    SimServer primary() {
        return primary;
    }

    /** Does what may change something. */
    <T> T write(Function<SimServer, T> change) {
        int size = primary.size();
        T result = change.apply(primary);
        if (primary.size() > size) {
            landmarks.add(scheduler.now());
        } else if (primary.size() < size) {
            nodeIsGone.run();
        }
        remember();
        return result;
    }

    /** What the primary held some time ago. */
    SimServer before(long nanos) {
        return past.get(last(nanos)).server;
    }

    /** Lets a server take over that has what the primary had some time ago. What was lost does not come back. */
    void failOver(long lag) {
        failovers++;
        int last = last(lag);
        primary = new SimServer("server-" + (failovers + 1), past.get(last).server);
        past.subList(last + 1, past.size()).clear();
        underWay = null;
        remember();
    }

    /** What happens when a registration is removed. */
    void whenNodeIsGone(Runnable event) {
        nodeIsGone = event;
    }

    /** How far a server lags behind that lacks a registration or a revocation of the last time, if there is one. */
    long lag(long time) {
        return landmarks.stream()
                .map(landmark -> scheduler.now() - landmark + 1)
                .filter(lag -> lag <= time)
                .max(Comparator.naturalOrder())
                .orElse(time);
    }

    int failovers() {
        return failovers;
    }

    /** How many hints there were. */
    long hints() {
        return hints;
    }

    void hint() {
        hints++;
    }

    /** Commits or rolls back at some later time, and nobody hears of it. The lock of the head is held until then. */
    void commitInTheDark(Runnable commit) {
        underWay = commit;
        host.begin("commit", random.anyMagnitude(1_000_000, LONGEST_COMMIT), () -> decide(commit));
    }

    boolean headIsLocked() {
        return underWay != null;
    }

    private int last(long nanos) {
        long at = scheduler.now() - nanos;
        int last = past.size() - 1;
        while (last > 0 && past.get(last).since > at) {
            last--;
        }
        return last;
    }

    /** Unless it ended with its server. */
    private void decide(Runnable commit) {
        if (underWay == commit) {
            underWay = null;
            if (random.chance(0.5)) {
                commit.run();
            }
        }
    }

    private void remember() {
        past.add(new Past(scheduler.now(), new SimServer(primary.id(), primary)));
    }

    private record Past(long since, SimServer server) {}
}
