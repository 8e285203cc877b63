package io.anchorify.auth.simulation;

import io.anchorify.auth.internal.cluster.Timing;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How long everything takes in one run, and how often it fails. Drawn from the seed. */
final class FaultPlan {

    private static final Duration TERM = Duration.ofSeconds(3);

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private final SeededRandom random;
    private final Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
    private final Timing timing;
    private final double stallChance;
    private final double longStallChance;
    private final double slowChance;
    private final double lossChance;
    private final Duration cachedFor;
    private final boolean proxy;
    private boolean ended;

    FaultPlan(SeededRandom random, Set<FaultKind> required) {
        this.random = random;
        for (FaultKind kind : FaultKind.values()) {
            if (required.contains(kind) || random.chance(0.3)) {
                kinds.add(kind);
            }
        }
        timing = drawTiming();
        cachedFor = Duration.ofSeconds(random.pick(List.of(1, 60)));
        proxy = random.chance(0.5);
        stallChance = random.pick(List.of(0.02, 0.1, 0.3));
        longStallChance = has(FaultKind.SLOW_THREADS) ? random.pick(List.of(0.02, 0.1, 0.2)) : 0;
        slowChance = has(FaultKind.SLOW_REPLIES) ? random.pick(List.of(0.02, 0.05, 0.2)) : 0;
        lossChance = has(FaultKind.LOST_REPLIES) ? random.pick(List.of(0.02, 0.1)) : 0;
    }

    boolean has(FaultKind kind) {
        return kinds.contains(kind);
    }

    Timing timing() {
        return timing;
    }

    Duration cachedFor() {
        return cachedFor;
    }

    /** Whether connections survive a failover. */
    boolean hasProxy() {
        return proxy;
    }

    /** Ends all faults: from now on nothing is slow and nothing fails. */
    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    /** How long a thread stalls at an interleaving point: mostly not at all. */
    long stall() {
        if (ended || !random.chance(stallChance)) {
            return 0;
        }
        return random.chance(longStallChance) ? longDelay() : random.anyMagnitude(MICRO, 20 * MILLI);
    }

    /** How long a request or a reply is under way. Zero half of the time, because that is fast to simulate. */
    long latency() {
        if (ended) {
            return 0;
        }
        if (random.chance(slowChance)) {
            return longDelay();
        }
        return random.chance(0.5) ? 0 : random.anyMagnitude(100 * MICRO, 20 * MILLI);
    }

    /** How late a scheduled task starts. */
    long schedulingDelay() {
        boolean late = !ended && has(FaultKind.LATE_TASKS) && random.chance(0.1);
        return late ? longDelay() : random.anyMagnitude(10 * MICRO, MILLI);
    }

    boolean losesReply() {
        return !ended && random.chance(lossChance);
    }

    /** Often close to one of the protocol's own times, where it matters which of the two is over first. */
    long longDelay() {
        List<Duration> times = List.of(
                timing.term(),
                timing.longestTerm(),
                timing.registration().compareTo(TERM.multipliedBy(2)) < 0 ? timing.longestRegistration() : TERM,
                timing.poll());
        return random.chance(0.5)
                ? (long) (random.pick(times).toNanos() * (random.between(800, 1200) / 1000.0))
                : random.anyMagnitude(20 * MILLI, 6 * SECOND);
    }

    /** How long a process is paused. Sometimes long enough for its registration to be removed. */
    long processPause() {
        boolean untilRemoved = has(FaultKind.SHORT_REGISTRATIONS) && random.chance(0.5);
        long registration = timing.longestRegistration().toNanos();
        return untilRemoved ? (long) (registration * (random.between(1000, 1700) / 1000.0)) : longDelay();
    }

    /** Whether no process is slow by itself. */
    boolean isPunctual() {
        return !has(FaultKind.LATE_TASKS) && !has(FaultKind.SLOW_THREADS);
    }

    double clockRate() {
        return has(FaultKind.CLOCK_DRIFT) ? random.between(900, 1101) / 1000.0 : 1;
    }

    private Timing drawTiming() {
        Duration registration = has(FaultKind.SHORT_REGISTRATIONS)
                ? Duration.ofMillis(random.pick(List.of(3_000, 4_500)))
                : Timing.DEFAULT.registration();
        Duration poll = Duration.ofMillis(random.pick(List.of(300, 1_000)));
        return new Timing(TERM, registration, poll, Duration.ofSeconds(1), Duration.ofSeconds(6));
    }
}
