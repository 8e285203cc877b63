package io.anchorify.auth;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How long everything takes in one run, and how often it fails. All of it is drawn from the seed. */
final class SimWeather {

    static final Duration TERM = Duration.ofSeconds(3);

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private final SimRandom random;
    private final Set<SimTrouble> troubles = EnumSet.noneOf(SimTrouble.class);
    private final Timing timing;
    private final double momentChance;
    private final double longMomentChance;
    private final double slowChance;
    private final double lossChance;
    private final Duration cachedFor;
    private final boolean proxy;
    private boolean calm;

    SimWeather(SimRandom random, Set<SimTrouble> required) {
        this.random = random;
        for (SimTrouble trouble : SimTrouble.values()) {
            if (required.contains(trouble) || random.chance(0.3)) {
                troubles.add(trouble);
            }
        }
        timing = drawTiming();
        cachedFor = Duration.ofSeconds(random.pick(List.of(1, 60)));
        proxy = random.chance(0.5);
        momentChance = random.pick(List.of(0.02, 0.1, 0.3));
        longMomentChance = has(SimTrouble.SLOW_THREADS) ? random.pick(List.of(0.02, 0.1, 0.2)) : 0;
        slowChance = has(SimTrouble.SLOW_ANSWERS) ? random.pick(List.of(0.02, 0.05, 0.2)) : 0;
        lossChance = has(SimTrouble.LOST_ANSWERS) ? random.pick(List.of(0.02, 0.1)) : 0;
    }

    boolean has(SimTrouble trouble) {
        return troubles.contains(trouble);
    }

    Timing timing() {
        return timing;
    }

    /** For how long a token is cached. */
    Duration cachedFor() {
        return cachedFor;
    }

    /** Whether a connection outlives its server. */
    boolean hasProxy() {
        return proxy;
    }

    /** From now on nothing is slow and nothing fails. */
    void calmDown() {
        calm = true;
    }

    boolean isCalm() {
        return calm;
    }

    /** How long a thread stands still where it could go on: mostly not at all. */
    long moment() {
        if (calm || !random.chance(momentChance)) {
            return 0;
        }
        return random.chance(longMomentChance) ? longTime() : random.anyMagnitude(MICRO, 20 * MILLI);
    }

    /** How long one way between a process and the database takes: no time at all every other time, for that is cheap. */
    long way() {
        if (calm) {
            return 0;
        }
        if (random.chance(slowChance)) {
            return longTime();
        }
        return random.chance(0.5) ? 0 : random.anyMagnitude(100 * MICRO, 20 * MILLI);
    }

    /** How late a scheduled task begins. */
    long lateness() {
        boolean late = !calm && has(SimTrouble.LATE_TASKS) && random.chance(0.1);
        return late ? longTime() : random.anyMagnitude(10 * MICRO, MILLI);
    }

    boolean losesAnswer() {
        return !calm && random.chance(lossChance);
    }

    /** A time of which it may matter whether it is over. */
    long longTime() {
        List<Duration> times = List.of(
                timing.term(),
                timing.longestTerm(),
                timing.registration().compareTo(TERM.multipliedBy(2)) < 0 ? timing.longestRegistration() : TERM,
                timing.poll());
        return random.chance(0.5)
                ? (long) (random.pick(times).toNanos() * (random.between(800, 1200) / 1000.0))
                : random.anyMagnitude(20 * MILLI, 6 * SECOND);
    }

    /** How long a process stands still: also for so long that its registration is removed meanwhile. */
    long pause() {
        boolean untilRemoved = has(SimTrouble.SHORT_REGISTRATIONS) && random.chance(0.5);
        long registration = timing.longestRegistration().toNanos();
        return untilRemoved ? (long) (registration * (random.between(1000, 1700) / 1000.0)) : longTime();
    }

    /** Whether nothing on a process takes long by itself. */
    boolean isPunctual() {
        return !has(SimTrouble.LATE_TASKS) && !has(SimTrouble.SLOW_THREADS);
    }

    /** How fast a clock runs. */
    double rate() {
        return has(SimTrouble.CLOCKS) ? random.between(900, 1101) / 1000.0 : 1;
    }

    private Timing drawTiming() {
        Duration registration = has(SimTrouble.SHORT_REGISTRATIONS)
                ? Duration.ofMillis(random.pick(List.of(3_000, 4_500)))
                : Timing.DEFAULT.registration();
        Duration poll = Duration.ofMillis(random.pick(List.of(300, 1_000)));
        return new Timing(TERM, registration, poll, Duration.ofSeconds(1), Duration.ofSeconds(6));
    }
}
