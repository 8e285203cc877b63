package io.anchorify.auth.jdbc.faults;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The clocks of a node: a wall clock that can be stepped, and a monotonic clock that can run fast or slow. */
final class NodeClock implements InstantSource, LongSupplier {

    private volatile Duration ahead = Duration.ZERO;
    private volatile Pace pace = new Pace(System.nanoTime(), System.nanoTime(), 1);

    void step(Duration by) {
        ahead = ahead.plus(by);
    }

    /** Sets how many seconds the monotonic clock advances in one. */
    void rate(double rate) {
        long now = System.nanoTime();
        pace = new Pace(now, pace.at(now), rate);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public long getAsLong() {
        return pace.at(System.nanoTime());
    }

    private record Pace(long since, long shown, double rate) {

        private long at(long now) {
            return shown + (long) ((now - since) * rate);
        }
    }
}
