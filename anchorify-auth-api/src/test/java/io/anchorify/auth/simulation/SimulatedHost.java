package io.anchorify.auth.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** The machine of one process: its clocks, its threads, and the faults of both. Every reading of a clock interleaves. */
final class SimulatedHost implements InstantSource {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Longer than any run. */
    private static final long FOREVER = Duration.ofHours(1).toNanos();

    final String name;

    private final DeterministicScheduler scheduler;
    private final FaultPlan faults;
    private final double clockRate;
    private final long clockOffset;
    private final long wallClockOffset;
    private boolean wasPaused;
    private long pausedUntil;
    private long disconnectedUntil;
    private boolean dead;

    /**
     * A machine on which nothing runs yet.
     *
     * @param clockOffset what its monotonic clock shows at the start of the run
     * @param wallClockOffset how much its wall clock is fast
     */
    SimulatedHost(
            String name, DeterministicScheduler scheduler, FaultPlan faults, long clockOffset, long wallClockOffset) {
        this.name = name;
        this.scheduler = scheduler;
        this.faults = faults;
        this.clockRate = faults.clockRate();
        this.clockOffset = clockOffset;
        this.wallClockOffset = wallClockOffset;
    }

    /** The monotonic clock, as the engine reads it. */
    long nanoTime() {
        interleave();
        long now = now();
        interleave();
        return now;
    }

    @Override
    public Instant instant() {
        interleave();
        return wall();
    }

    /** The wall clock, without interleaving. */
    Instant wall() {
        return START.plusNanos(scheduler.now() + wallClockOffset);
    }

    /** The monotonic clock, without interleaving. */
    long now() {
        return clockOffset + (long) (scheduler.now() * clockRate);
    }

    /** A point at which the thread may stall, so that others run. */
    void interleave() {
        sleep(faults.stall());
    }

    /** Sleeps for a time that does not depend on the clock of this machine. */
    void sleep(long nanos) {
        scheduler.sleep(nanos);
    }

    /** Waits for a condition, at most for a time by the clock of this machine, and returns whether it holds. */
    boolean await(BooleanSupplier condition, long atMost) {
        return scheduler.await(condition, toSimulatedTime(atMost));
    }

    void await(BooleanSupplier condition) {
        await(condition, FOREVER);
    }

    void start(String thread, long delay, Runnable work) {
        scheduler.start(this, thread, toSimulatedTime(delay), work);
    }

    void pause(long nanos) {
        wasPaused = true;
        pausedUntil = Math.max(pausedUntil, scheduler.now() + nanos);
    }

    /** Whether everything that was due at some time has run shortly after it. */
    boolean isPunctual() {
        return !wasPaused && faults.isPunctual();
    }

    long pausedUntil() {
        return pausedUntil;
    }

    void disconnect(long nanos) {
        disconnectedUntil = Math.max(disconnectedUntil, scheduler.now() + nanos);
    }

    boolean isDisconnected() {
        return disconnectedUntil > scheduler.now();
    }

    /** Ends the faults of this machine. */
    void recover() {
        pausedUntil = 0;
        disconnectedUntil = 0;
    }

    void kill() {
        dead = true;
    }

    boolean isDead() {
        return dead;
    }

    private long toSimulatedTime(long nanos) {
        return (long) (nanos / clockRate) + 1;
    }
}
