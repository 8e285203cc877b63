package io.anchorify.auth.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Limits how often something happens: the generic cell rate algorithm (ITU-T I.371, virtual scheduling). */
public final class RateLimit {

    private final long unitNanos;
    private final long burstNanos;
    private final LongSupplier ticker;
    /** When the next unit would be due at the sustained rate. */
    private final AtomicLong nextUnit;

    /**
     * A limit whose whole burst is available.
     *
     * @param unit the interval of the sustained rate
     * @param burst how many units can be taken at the same time
     * @param ticker the monotonic clock, in nanoseconds
     */
    public RateLimit(Duration unit, int burst, LongSupplier ticker) {
        this.unitNanos = unit.toNanos();
        this.burstNanos = unitNanos * (burst - 1);
        this.ticker = ticker;
        this.nextUnit = new AtomicLong(ticker.getAsLong());
    }

    /** Takes a unit, unless the rate is exceeded. Never waits. */
    public boolean tryTake() {
        while (true) {
            long next = nextUnit.get();
            long now = ticker.getAsLong();
            if (next - now > burstNanos) {
                return false;
            }
            long unit = next - now > 0 ? next : now;
            if (nextUnit.compareAndSet(next, unit + unitNanos)) {
                return true;
            }
        }
    }
}
