package io.anchorify.benchmarks.store;

import io.anchorify.auth.TokenService;
import io.anchorify.benchmarks.support.MarkdownTable;
import java.time.Duration;
import java.util.List;

/** How long it takes to write the last uses of many tokens that all came due in one interval. */
final class LastUsedFlush {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration A_LITTLE_MORE = Duration.ofMillis(1100);
    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(60);
    private static final Duration LONGEST_CACHED = Duration.ofDays(1);

    private final TokenSeries series = TokenSeries.unused(5);
    private final String[] secrets;
    private final int rounds;

    LastUsedFlush(int tokens, int rounds) {
        this.secrets = series.secrets(tokens);
        this.rounds = rounds;
    }

    void measure(List<Engine> engines) {
        MarkdownTable table = MarkdownTable.titled(
                "Writing " + secrets.length + " last uses that came due together; of " + rounds + " times",
                "database",
                "median ms",
                "longest ms",
                "rows/s",
                "written each time");
        for (Engine engine : engines) {
            measure(engine, table);
        }
    }

    private void measure(Engine engine, MarkdownTable table) {
        Histogram times = new Histogram();
        try (TokenService service = TokenService.builder(engine.connect())
                .lastUsedInterval(INTERVAL)
                .cachedFor(LONGEST_CACHED)
                .build()) {
            Nodes.add(service, series, secrets.length);
            Nodes.joined(service);
            flush(service);
            long before = service.stats().lastUsed().written();
            for (int i = 0; i < rounds; i++) {
                times.record(flush(service));
            }
            long written = service.stats().lastUsed().written() - before;
            table.row(
                    engine.title(),
                    Figures.millis(times.at(0.5)),
                    Figures.millis(times.longest()),
                    Figures.number(secrets.length * 1e9 / times.at(0.5)),
                    Figures.number((double) written / rounds));
        }
    }

    /** Uses every token once when all of them are due again. */
    private long flush(TokenService service) {
        Threads.pause(A_LITTLE_MORE);
        for (String secret : secrets) {
            Nodes.accepted(service, secret);
        }
        long began = System.nanoTime();
        if (!service.flush(LONGEST_FLUSH)) {
            throw new IllegalStateException("The last uses could not be written");
        }
        return System.nanoTime() - began;
    }
}
