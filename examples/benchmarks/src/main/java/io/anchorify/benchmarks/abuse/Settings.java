package io.anchorify.benchmarks.abuse;

import io.anchorify.benchmarks.support.Options;
import java.util.Locale;
import java.util.Set;

/**
 * What is tried.
 *
 * @param seconds how long the fakes come in all
 * @param rounds in how many windows
 * @param rate how many fakes a second
 * @param attackers on how many threads, as a container's pool has them
 * @param goodTokens how many good tokens there are
 * @param goodRate how many requests a second with good tokens
 * @param goodThreads on how many threads
 * @param concurrentLookups the option of the service
 * @param lookupWait the option of the service, in milliseconds
 */
record Settings(
        int seconds,
        int rounds,
        int rate,
        int attackers,
        int goodTokens,
        int goodRate,
        int goodThreads,
        int concurrentLookups,
        int lookupWait) {

    private static final double LONGEST_CONTROL = 10;

    static Settings of(String[] args) {
        Options options = Options.of(
                args,
                Set.of(
                        "seconds",
                        "rounds",
                        "rate",
                        "attackers",
                        "good-tokens",
                        "good-rate",
                        "good-threads",
                        "concurrent-lookups",
                        "lookup-wait"));
        return new Settings(
                options.number("seconds", 60),
                options.number("rounds", 5),
                options.number("rate", 50_000),
                options.number("attackers", 200),
                options.number("good-tokens", 10_000),
                options.number("good-rate", 2000),
                options.number("good-threads", 2),
                options.number("concurrent-lookups", 8),
                options.number("lookup-wait", 500));
    }

    /** How long a window of a kind is. What is only there for comparison need not be as long as a long attack. */
    double secondsOf(Window.Kind kind) {
        double attack = (double) seconds / rounds;
        return kind == Window.Kind.FAKES ? attack : Math.min(attack, LONGEST_CONTROL);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d good tokens, all cached, %,d requests/s with them on %d threads. Attackers: %,d strikes/s on %d"
                        + " threads, in %d windows of %.1f s, as far as that rate is reached. The service:"
                        + " concurrentLookups %d, lookupWait %d ms. %d processors.",
                goodTokens,
                goodRate,
                goodThreads,
                rate,
                attackers,
                rounds,
                secondsOf(Window.Kind.FAKES),
                concurrentLookups,
                lookupWait,
                Runtime.getRuntime().availableProcessors());
    }
}
