package io.anchorify.auth;

import java.util.List;
import java.util.SplittableRandom;

/** The dice of one run. All that is drawn is made of plain 64-bit draws, so a seed is the same run on every JDK. */
final class SimRandom {

    private final SplittableRandom source;

    SimRandom(long seed) {
        source = new SplittableRandom(seed);
    }

    boolean chance(double probability) {
        return fraction() < probability;
    }

    /** At least the first, and less than the second. */
    long between(long low, long high) {
        return low + (long) (fraction() * (high - low));
    }

    /** As often in each order of magnitude. */
    long anyMagnitude(long low, long high) {
        return (long) (low * Math.pow((double) high / low, fraction()));
    }

    <T> T pick(List<T> all) {
        return all.get((int) between(0, all.size()));
    }

    private double fraction() {
        return (source.nextLong() >>> 11) * 0x1p-53;
    }
}
