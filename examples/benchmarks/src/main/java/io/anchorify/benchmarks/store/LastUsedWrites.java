package io.anchorify.benchmarks.store;

import io.anchorify.auth.LastUsedStats;
import io.anchorify.auth.TokenService;
import io.anchorify.benchmarks.support.MarkdownTable;
import java.sql.SQLException;
import java.time.Duration;

/**
 * How many writes come of uses at a pace, as the service and PostgreSQL count them: at most one a token and interval, in
 * batches. Beside it, the same load with an interval in which no write is due, which shows what else is committed.
 */
final class LastUsedWrites {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(30);
    private static final int THREADS = 4;

    private final TokenSeries series = TokenSeries.justUsed(3);
    private final int rate;
    private final Duration time;
    private final String[] secrets;

    LastUsedWrites(int tokens, int rate, Duration time) {
        this.rate = rate;
        this.time = time;
        this.secrets = series.secrets(tokens);
    }

    void measure(Duration interval) throws SQLException {
        try (TokenService service =
                TokenService.builder(Engine.POSTGRES.connect()).build()) {
            Nodes.add(service, series, secrets.length);
        }
        MarkdownTable table = MarkdownTable.titled(
                secrets.length + " tokens in use, at a pace of " + rate + " requests a second for " + time.toSeconds()
                        + " s; PostgreSQL",
                "interval",
                "requests/s",
                "tokens x time / interval",
                "written, by the service",
                "rows updated, by the database",
                "of them before the load",
                "updated in the load / tokens x time / interval",
                "commits",
                "p99 µs",
                "dropped",
                "failures");
        measure(NEVER, table);
        measure(interval, table);
    }

    private void measure(Duration interval, MarkdownTable table) throws SQLException {
        PostgresCounters before = PostgresCounters.read();
        TokenService service = TokenService.builder(Engine.POSTGRES.connect())
                .lastUsedInterval(interval)
                .build();
        Sample load;
        long early;
        try (service) {
            Nodes.joined(service);
            for (String secret : secrets) {
                Nodes.accepted(service, secret);
            }
            service.flush(LONGEST_FLUSH);
            early = service.stats().lastUsed().written();
            load = new PacedLoad(THREADS, rate, i -> Nodes.accepted(service, secrets[(int) (i % secrets.length)]))
                    .run(time)
                    .sum();
        }
        double due = (double) secrets.length * time.toNanos() / interval.toNanos();
        PostgresCounters counted = PostgresCounters.read().since(before);
        LastUsedStats stats = service.stats().lastUsed();
        table.row(
                interval.equals(NEVER) ? "none due" : interval.toMillis() + " ms",
                Figures.number(load.perSecond()),
                Figures.number(due),
                Figures.number(stats.written()),
                Figures.number(counted.rowsUpdated()),
                Figures.number(early),
                interval.equals(NEVER) ? "" : Figures.ratio((double) (counted.rowsUpdated() - early) / due),
                Figures.number(counted.commits()),
                Figures.micros(load.p99()),
                stats.dropped(),
                stats.failures());
    }
}
