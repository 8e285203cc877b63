package io.anchorify.auth.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * The two clocks of a service. Deadlines use the monotonic clock; what is stored and shown uses the wall clock.
 *
 * @param wall the wall clock
 * @param monotonic nanoseconds since an arbitrary origin, as {@link System#nanoTime()} counts them
 */
public record Clocks(InstantSource wall, LongSupplier monotonic) {

    public static Clocks system() {
        return new Clocks(InstantSource.system(), System::nanoTime);
    }

    public long nanoTime() {
        return monotonic.getAsLong();
    }

    public Instant instant() {
        return wall.instant();
    }

    /** The wall clock in whole microseconds, which every store can keep. */
    public Instant micros() {
        return instant().truncatedTo(ChronoUnit.MICROS);
    }
}
