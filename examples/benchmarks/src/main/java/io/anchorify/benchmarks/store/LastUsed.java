package io.anchorify.benchmarks.store;

import io.anchorify.benchmarks.support.Options;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What it costs to note when tokens were last used: the database in writes, and requests in time. */
public final class LastUsed {

    private LastUsed() {}

    /**
     * Measures.
     *
     * @param arguments {@code --tokens 10000 --rate 50000 --threads 1 --seconds 20 --interval 1 --rounds 11
     *     --round-seconds 2 --flushes 20 --databases postgres,mariadb,h2-file}
     * @throws SQLException if the database fails
     */
    public static void main(String... arguments) throws SQLException {
        Options options = Options.of(
                arguments,
                Set.of(
                        "databases",
                        "flushes",
                        "interval",
                        "rate",
                        "round-seconds",
                        "rounds",
                        "seconds",
                        "threads",
                        "tokens"));
        int tokens = options.number("tokens", 10_000);
        int rate = options.number("rate", 50_000);
        List<Integer> threads = options.numbers("threads", "1,2");
        Duration time = options.seconds("seconds", 20);
        Duration interval = options.seconds("interval", 1);
        int rounds = options.number("rounds", 11);
        Duration round = options.seconds("round-seconds", 2);
        int flushes = options.number("flushes", 20);
        List<Engine> engines = options.words("databases", "postgres,mariadb,h2-file").stream()
                .map(Engine::named)
                .toList();
        new LastUsedWrites(tokens, rate, time).measure(interval);
        new LastUsedThroughput(tokens, interval).measure(threads, rounds, round);
        new LastUsedFlush(tokens, flushes).measure(engines);
    }
}
