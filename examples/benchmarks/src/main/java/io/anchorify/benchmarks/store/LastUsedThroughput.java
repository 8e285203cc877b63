package io.anchorify.benchmarks.store;

import io.anchorify.auth.TokenService;
import io.anchorify.benchmarks.support.MarkdownTable;
import java.time.Duration;
import java.util.List;

/**
 * Whether requests are served slower while last uses are written: the same requests, all of them cached, of two services
 * on one database in turns, one for which no write is due. In the other one's turns those tokens are written too that came
 * due in its opponent's: it writes tokens / interval in each second of both. The database is on the same machine, and takes
 * from its processors what it needs for the writes.
 */
final class LastUsedThroughput {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(30);
    private static final String WRITING = "writing";
    private static final String SILENT = "none due";

    private final TokenSeries series;
    private final String[] secrets;
    private final Duration interval;

    LastUsedThroughput(int tokens, Duration interval) {
        this.series = TokenSeries.usedOver(interval, tokens, 4);
        this.secrets = series.secrets(tokens);
        this.interval = interval;
    }

    void measure(List<Integer> threads, int rounds, Duration time) {
        MarkdownTable table = MarkdownTable.titled(
                "Requests of " + secrets.length + " cached tokens a second, with last uses written every "
                        + interval.toMillis() + " ms and without; medians of " + rounds + " rounds of "
                        + time.toMillis() + " ms; PostgreSQL",
                "threads",
                "writing",
                "none due",
                "writing / none due",
                "with 95 % from",
                "to",
                "written/s in its turns");
        try (TokenService writing = service(interval);
                TokenService silent = service(NEVER)) {
            Nodes.add(writing, series, secrets.length);
            for (int count : threads) {
                measure(table, writing, silent, count, rounds, time);
            }
        }
    }

    private void measure(
            MarkdownTable table, TokenService writing, TokenService silent, int threads, int rounds, Duration time) {
        long before = writing.stats().lastUsed().written();
        Rounds beside = new Rounds()
                .add(WRITING, () -> load(writing, threads, time))
                .add(SILENT, () -> load(silent, threads, time))
                .run(rounds);
        long written = writing.stats().lastUsed().written() - before;
        Medians.Range range = beside.ratioRange(WRITING, SILENT, Sample::perSecond);
        table.row(
                threads,
                Figures.number(beside.median(WRITING, Sample::perSecond)),
                Figures.number(beside.median(SILENT, Sample::perSecond)),
                Figures.ratio(beside.ratio(WRITING, SILENT, Sample::perSecond)),
                Figures.ratio(range.low()),
                Figures.ratio(range.high()),
                Figures.number(written * 1e3 / ((rounds + 1) * time.toMillis())));
    }

    /** Writing is part of what is measured, to the end. */
    private Sample load(TokenService service, int threads, Duration time) {
        for (String secret : secrets) {
            Nodes.accepted(service, secret);
        }
        long begin = System.nanoTime();
        Sample sample =
                ClosedLoad.counted(threads, time, i -> Nodes.accepted(service, secrets[(int) (i % secrets.length)]));
        service.flush(LONGEST_FLUSH);
        return new Sample(sample.calls(), Duration.ofNanos(System.nanoTime() - begin), sample.times());
    }

    private static TokenService service(Duration interval) {
        return Nodes.joined(TokenService.builder(Engine.POSTGRES.connect())
                .lastUsedInterval(interval)
                .cachedFor(NEVER)
                .build());
    }
}
