package io.anchorify.benchmarks.store;

import java.time.Duration;

/**
 * What a load came to.
 *
 * @param calls how many calls there were
 * @param took from the first to the last
 * @param times how long each took, if that was looked at
 */
record Sample(long calls, Duration took, Histogram times) {

    double perSecond() {
        return calls * 1e9 / took.toNanos();
    }

    double median() {
        return times.at(0.5);
    }

    double p99() {
        return times.at(0.99);
    }
}
