package io.anchorify.auth;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * What one process runs on: its clocks, its way to the database, and what can befall both. Every look at a clock is a
 * place where the thread may stand still, before the look and behind it.
 */
final class SimHost implements InstantSource {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final String name;

    private final SimScheduler scheduler;
    private final SimWeather weather;
    private final double rate;
    private final long offset;
    private boolean paused;
    private long pausedUntil;
    private long cutUntil;
    private boolean dead;

    /**
     * A process that has not done anything yet.
     *
     * @param offset what its monotonic clock shows at the beginning of the run
     */
    SimHost(String name, SimScheduler scheduler, SimWeather weather, long offset) {
        this.name = name;
        this.scheduler = scheduler;
        this.weather = weather;
        this.rate = weather.rate();
        this.offset = offset;
    }

    /** The monotonic clock, as the engine sees it. */
    long nanoTime() {
        standStill();
        long now = now();
        standStill();
        return now;
    }

    @Override
    public Instant instant() {
        standStill();
        return START.plusNanos(scheduler.now());
    }

    /** The monotonic clock, without standing still. */
    long now() {
        return offset + (long) (scheduler.now() * rate);
    }

    /** Perhaps lets others run. */
    void standStill() {
        sleep(weather.moment());
    }

    /** Sleeps, by no clock of this process. */
    void sleep(long nanos) {
        scheduler.sleep(nanos);
    }

    /** Waits until something is the case, or for a time by the clock of this process; answers whether it is the case. */
    boolean await(BooleanSupplier condition, long atMost) {
        return scheduler.await(condition, outside(atMost));
    }

    void begin(String thread, long after, Runnable work) {
        scheduler.begin(this, thread, outside(after), work);
    }

    /** A time by the clock of this process, in the time of the simulation. */
    long outside(long nanos) {
        return (long) (nanos / rate) + 1;
    }

    void pause(long nanos) {
        paused = true;
        pausedUntil = Math.max(pausedUntil, scheduler.now() + nanos);
    }

    /** Whether all that was to happen at some time has happened at about that time. */
    boolean isPunctual() {
        return !paused && weather.isPunctual();
    }

    long pausedUntil() {
        return pausedUntil;
    }

    void cut(long nanos) {
        cutUntil = Math.max(cutUntil, scheduler.now() + nanos);
    }

    boolean isCut() {
        return cutUntil > scheduler.now();
    }

    /** Ends what befalls it. */
    void recover() {
        pausedUntil = 0;
        cutUntil = 0;
    }

    void kill() {
        dead = true;
    }

    boolean isDead() {
        return dead;
    }
}
