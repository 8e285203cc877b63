package io.anchorify.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to.
 *
 * @param violation what was not as promised, if anything
 * @param failure what was thrown and not expected, if anything
 * @param trace what happened, if that was wanted
 */
record SimResult(
        long seed, @Nullable String violation, @Nullable Throwable failure, List<String> trace, SimJudge judge) {

    @Override
    public String toString() {
        return "Seed " + seed + ": " + violation + ". Run it again with -Danchorify.seed=" + seed + "\n"
                + String.join("\n", trace) + "\n";
    }
}
