package io.anchorify.auth.jdbc.faults;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Sorted durations. */
final class Percentiles {

    private final List<Duration> sorted;

    private Percentiles(List<Duration> sorted) {
        this.sorted = sorted;
    }

    static Percentiles of(Collection<Duration> times) {
        return new Percentiles(times.stream().sorted().toList());
    }

    /** The duration at a percentile; zero if there are no durations. */
    Duration at(double share) {
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
    }

    /** Median, 99th percentile and maximum, in milliseconds. */
    @Override
    public String toString() {
        return millis(at(0.5)) + " / " + millis(at(0.99)) + " / " + millis(at(1));
    }

    static String millis(Duration time) {
        double millis = time.toNanos() / 1e6;
        return String.format(Locale.ROOT, millis < 100 ? "%,.1f" : "%,.0f", millis);
    }
}
