package io.anchorify.benchmarks.store;

import java.time.Duration;
import java.util.Optional;

/** When a load was served again as it is when everything is warm. */
final class Recovery {

    private static final double SHARE = 0.99;
    private static final int TOLERANCE = 2;
    /** One good window between bad ones is no recovery. */
    private static final int WINDOWS_IN_A_ROW = 5;

    private Recovery() {}

    /** The median over all windows of their 99th percentiles. */
    static double warm(Windows windows) {
        return Medians.of(windows.all(), window -> window.at(SHARE));
    }

    /** The begin of the first of five windows whose 99th percentiles are at most twice the warm one. */
    static Optional<Duration> after(Windows windows, double warm) {
        int inARow = 0;
        for (int i = 0; i < windows.count(); i++) {
            inARow = windows.get(i).at(SHARE) <= TOLERANCE * warm ? inARow + 1 : 0;
            if (inARow == WINDOWS_IN_A_ROW) {
                return Optional.of(Windows.LENGTH.multipliedBy(i - WINDOWS_IN_A_ROW + 1L));
            }
        }
        return Optional.empty();
    }

    /** The worst 99th percentile of a window. */
    static double worst(Windows windows) {
        return windows.all().stream()
                .mapToDouble(window -> window.at(SHARE))
                .max()
                .orElse(0);
    }
}
