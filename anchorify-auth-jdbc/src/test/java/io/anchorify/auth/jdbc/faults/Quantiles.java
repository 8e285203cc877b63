package io.anchorify.auth.jdbc.faults;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** How long something took, sorted. */
final class Quantiles {

    private final List<Duration> sorted;

    private Quantiles(List<Duration> sorted) {
        this.sorted = sorted;
    }

    static Quantiles of(Collection<Duration> times) {
        return new Quantiles(times.stream().sorted().toList());
    }

    /** The time within which this share of all was done; zero if there were none. */
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
