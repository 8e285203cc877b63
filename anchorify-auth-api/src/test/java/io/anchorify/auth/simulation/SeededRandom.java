package io.anchorify.auth.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** The random numbers of one run. Built on plain 64-bit draws only, so that a seed is the same run on every JDK. */
final class SeededRandom {

    private final SplittableRandom source;

    SeededRandom(long seed) {
        source = new SplittableRandom(seed);
    }

    boolean chance(double probability) {
        return fraction() < probability;
    }

    /** A number from the first, inclusive, to the second, exclusive. */
    long between(long low, long high) {
        return low + (long) (fraction() * (high - low));
    }

    /** A number with a uniformly distributed logarithm. */
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
