package io.anchorify.auth.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one run.
 *
 * @param violation what broke the promise, if anything
 * @param failure what was thrown unexpectedly, if anything
 * @param trace the steps, if they were recorded
 */
record RunResult(
        long seed,
        @Nullable String violation,
        @Nullable Throwable failure,
        List<String> trace,
        HistoryChecker checker) {

    @Override
    public String toString() {
        return "Seed " + seed + ": " + violation + ". Replay it with -Danchorify.seed=" + seed + "\n"
                + String.join("\n", trace) + "\n";
    }
}
