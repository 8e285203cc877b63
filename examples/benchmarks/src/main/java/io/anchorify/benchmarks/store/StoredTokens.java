package io.anchorify.benchmarks.store;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.benchmarks.support.MarkdownTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** How the time of a lookup grows with the number of tokens that are stored. */
final class StoredTokens {

    private static final String SERVICE = "authenticate, not cached";
    private static final String SELECT = "SELECT by hand";
    private static final int ROUNDS = 5;
    private static final int ASKED = 100_000;

    private final Duration time;
    private final List<Long> stages = new ArrayList<>();
    private final List<Rounds> measured = new ArrayList<>();

    StoredTokens(Duration time) {
        this.time = time;
    }

    /** Asks for tokens out of all that are stored, at random, from one thread. */
    void measure(TokenService service, TokenSeries series, String table, long rows) {
        long[] numbers = new SplittableRandom(rows).longs(ASKED, 0, rows).toArray();
        String[] secrets = LongStream.of(numbers).mapToObj(series::secret).toArray(String[]::new);
        byte[][] hashes = LongStream.of(numbers)
                .mapToObj(number -> series.hash(number).bytes())
                .toArray(byte[][]::new);
        try (JdbcTokenStore rival = Engine.POSTGRES.connect()) {
            SelectByHash select = SelectByHash.on(rival.dataSource(), table, Engine.POSTGRES);
            stages.add(rows);
            measured.add(new Rounds()
                    .add(
                            SERVICE,
                            () -> ClosedLoad.timed(1, time, i -> Nodes.accepted(service, secrets[(int) i % ASKED])))
                    .add(SELECT, () -> ClosedLoad.timed(1, time, i -> select.find(hashes[(int) i % ASKED])))
                    .run(ROUNDS));
        }
    }

    void print() {
        MarkdownTable table = MarkdownTable.titled(
                "A lookup by the number of tokens stored in PostgreSQL, one thread; medians of " + ROUNDS + " rounds",
                "tokens",
                "authenticate p50 µs",
                "p99 µs",
                "SELECT by hand p50 µs",
                "p50 / SELECT",
                "p50 / first row");
        for (int i = 0; i < stages.size(); i++) {
            Rounds rounds = measured.get(i);
            table.row(
                    Figures.number(stages.get(i)),
                    Figures.micros(rounds.median(SERVICE, Sample::median)),
                    Figures.micros(rounds.median(SERVICE, Sample::p99)),
                    Figures.micros(rounds.median(SELECT, Sample::median)),
                    Figures.ratio(rounds.ratio(SERVICE, SELECT, Sample::median)),
                    Figures.ratio(rounds.median(SERVICE, Sample::median)
                            / measured.get(0).median(SERVICE, Sample::median)));
        }
    }
}
