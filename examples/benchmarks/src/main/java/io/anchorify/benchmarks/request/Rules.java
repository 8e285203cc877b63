package io.anchorify.benchmarks.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * What has to hold between the figures of one run, on whatever machine: no time is compared with one of another run. What
 * was not measured is broken too, for nobody can tell.
 */
final class Rules {

    /** What a request may allocate, in bytes: what a container has to be handed. */
    static final double BUDGET = 64;

    /** How much slower than the floor the filter may be, which does more: revocation, expiry, every spelling of a header. */
    static final double TIMES_FLOOR = 2;

    /** Less than any object, and more than what is left of an allocation beside the requests. */
    private static final double NOISE = 4;

    /** Of nothing, this much is left. */
    private static final double NONE = 1;

    private static final ToDoubleFunction<Measurement> TIME = Measurement::lowestNanos;
    private static final ToDoubleFunction<Measurement> BYTES = Measurement::lowestBytes;

    private final Measurements run;
    private final List<String> peers;
    private final List<String> broken = new ArrayList<>();

    private Rules(Measurements run, List<String> peers) {
        this.run = run;
        this.peers = peers;
    }

    /** Says of each rule that is broken how it is; an empty list if all hold. */
    static List<String> broken(Measurements run, List<String> peers) {
        return new Rules(run, peers).check();
    }

    private List<String> check() {
        checkBudget();
        checkFloor();
        checkMalformed();
        peers.forEach(this::checkPeer);
        return broken;
    }

    private void checkBudget() {
        double bytes = run.value(Measurements.FILTER, BYTES);
        require(bytes <= BUDGET + NOISE, () -> allocates("filter", bytes, BUDGET));
    }

    private void checkFloor() {
        double filter = run.value(Measurements.FILTER, TIME);
        double floor = run.value(Measurements.FLOOR, TIME);
        require(filter <= TIMES_FLOOR * floor, () -> slower("filter", filter, TIMES_FLOOR, "the floor", floor));
    }

    private void checkMalformed() {
        double malformed = run.value(Measurements.MALFORMED, TIME);
        double hit = run.value(Measurements.FILTER, TIME);
        double bytes = run.value(Measurements.MALFORMED, BYTES);
        require(malformed <= hit, () -> slower("malformed", malformed, 1, "a hit in the filter", hit));
        require(bytes < NONE, () -> allocates("malformed", bytes, 0));
    }

    /** Beyond the request objects, which are not the same for all. */
    private void checkPeer(String peer) {
        double filter = run.share(Measurements.FILTER, TIME);
        double theirs = run.share(peer, TIME);
        require(filter <= theirs, () -> slower("filter", filter, 1, peer + ", request objects taken off", theirs));
    }

    private void require(boolean holds, Supplier<String> problem) {
        if (!holds) {
            broken.add(problem.get());
        }
    }

    private static String allocates(String who, double bytes, double budget) {
        return String.format(Locale.ROOT, "%s allocates %.1f B, over the budget of %.0f B", who, bytes, budget);
    }

    private static String slower(String who, double nanos, double times, String whom, double otherNanos) {
        return String.format(
                Locale.ROOT,
                "%s takes %.2f times as long as %s, not at most %.0f (%.1f and %.1f ns)",
                who,
                nanos / otherNanos,
                whom,
                times,
                nanos,
                otherNanos);
    }
}
