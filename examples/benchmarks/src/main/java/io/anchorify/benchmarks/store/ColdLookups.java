package io.anchorify.benchmarks.store;

import com.zaxxer.hikari.HikariDataSource;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.benchmarks.support.MarkdownTable;
import io.anchorify.benchmarks.support.Options;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * What a request costs whose token is not cached, beside the lookup as one writes it by hand.
 *
 * <p>The cache holds one token unless asked otherwise, and so many are asked for in turn that it is never the right one;
 * the table has a column that shows this. No token is due to have its last use written, and as many lookups may be under way as there are
 * threads, so that the service does nothing else and keeps nobody waiting.
 *
 * <p>Both sides have a pool of their own, with the same settings: either those of {@code JdbcTokenStore.connect}, with ten
 * connections, of which the service's node uses one; or handed over, with one connection more than there are threads. With
 * {@code connect}, the store limits how long each lookup may take, and the limit is a round of calls into the driver: so
 * there is a third side, which is the hand-written lookup with the same limits.
 */
public final class ColdLookups {

    private static final String SERVICE = "authenticate, not cached";
    private static final String STORE = "findByHash";
    private static final String SELECT = "SELECT by hand";
    private static final String LIMITED = "SELECT by hand, limited";

    private static final String TABLE = "anchorify_tokens";
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final int tokens;
    private final int cached;
    private final int rounds;
    private final Duration time;
    private final TokenSeries series = TokenSeries.justUsed(1);
    private final String[] secrets;
    private final TokenHash[] hashes;
    private final byte[][] hashBytes;
    private final MarkdownTable table;

    private ColdLookups(int tokens, int cached, int rounds, Duration time) {
        this.tokens = tokens;
        this.cached = cached;
        this.rounds = rounds;
        this.time = time;
        this.secrets = series.secrets(tokens);
        this.hashes = IntStream.range(0, tokens).mapToObj(series::hash).toArray(TokenHash[]::new);
        this.hashBytes =
                IntStream.range(0, tokens).mapToObj(i -> hashes[i].bytes()).toArray(byte[][]::new);
        this.table = MarkdownTable.titled(
                "Lookups of " + tokens + " tokens, none of them cached; medians of " + rounds + " rounds of "
                        + time.toMillis() + " ms. The ratios are those to the SELECT by hand in the same round",
                "database, pool, threads",
                "side",
                "calls/s",
                "ratio",
                "p50 µs",
                "ratio",
                "p99 µs",
                "ratio",
                "lookups a call");
    }

    /**
     * Measures.
     *
     * @param arguments {@code --databases postgres,mariadb,h2-memory --threads 1,16 --pools connect,on --tokens 50000 --cached 1
     *     --rounds 7 --seconds 2}
     */
    public static void main(String... arguments) {
        Options options =
                Options.of(arguments, Set.of("cached", "databases", "pools", "rounds", "seconds", "threads", "tokens"));
        ColdLookups cold = new ColdLookups(
                options.number("tokens", 50_000),
                options.number("cached", 1),
                options.number("rounds", 7),
                options.seconds("seconds", 2));
        List<Engine> engines = options.words("databases", "postgres,mariadb,h2-memory").stream()
                .map(Engine::named)
                .toList();
        List<Integer> threads = options.numbers("threads", "1,16");
        List<String> pools = options.words("pools", "connect,on");
        for (Engine engine : engines) {
            cold.fill(engine);
            pools.forEach(pool -> threads.forEach(count -> cold.measure(engine, pool, count)));
        }
    }

    private void fill(Engine engine) {
        try (TokenService service = TokenService.builder(engine.connect()).build()) {
            Nodes.add(service, series, tokens);
        }
    }

    private void measure(Engine engine, String pool, int threads) {
        if (pool.equals("connect")) {
            try (JdbcTokenStore rival = engine.connect()) {
                measure(engine, pool, threads, engine.connect(), rival.dataSource());
            }
        } else {
            try (HikariDataSource own = engine.pool(threads + 1);
                    HikariDataSource rival = engine.pool(threads + 1)) {
                measure(engine, pool, threads, JdbcTokenStore.on(own), rival);
            }
        }
    }

    private void measure(Engine engine, String pool, int threads, JdbcTokenStore store, DataSource rival) {
        SelectByHash select = SelectByHash.on(rival, TABLE, engine);
        SelectByHash limited = SelectByHash.limitedOn(rival, TABLE, engine);
        try (TokenService service = TokenService.builder(store)
                .cachedTokens(cached)
                .concurrentLookups(threads)
                .lookupWait(LONGEST_WAIT)
                .lastUsedInterval(LONGEST_INTERVAL)
                .build()) {
            Nodes.joined(service);
            LongAdder calls = new LongAdder();
            long before = service.stats().lookups();
            Rounds beside = new Rounds()
                    .add(SERVICE, () -> counted(calls, load(threads, i -> Nodes.accepted(service, secrets[i]))))
                    .add(STORE, load(threads, i -> store.findByHash(hashes[i]).isPresent()))
                    .add(SELECT, load(threads, i -> select.find(hashBytes[i])))
                    .add(LIMITED, load(threads, i -> limited.find(hashBytes[i])))
                    .run(rounds);
            double lookups = (double) (service.stats().lookups() - before) / calls.sum();
            print(engine.title() + ", " + pool + ", " + threads, beside, lookups);
        }
    }

    private Supplier<Sample> load(int threads, IntPredicate call) {
        return () -> ClosedLoad.timed(threads, time, number -> call.test((int) (number % tokens)));
    }

    private static Sample counted(LongAdder calls, Supplier<Sample> load) {
        Sample sample = load.get();
        calls.add(sample.calls());
        return sample;
    }

    private void print(String where, Rounds beside, double lookups) {
        for (String side : beside.names()) {
            table.row(
                    where,
                    side,
                    Figures.number(beside.median(side, Sample::perSecond)),
                    Figures.ratio(beside.ratio(side, SELECT, Sample::perSecond)),
                    Figures.micros(beside.median(side, Sample::median)),
                    Figures.ratio(beside.ratio(side, SELECT, Sample::median)),
                    Figures.micros(beside.median(side, Sample::p99)),
                    Figures.ratio(beside.ratio(side, SELECT, Sample::p99)),
                    side.equals(SERVICE) ? Figures.ratio(lookups) : "");
        }
    }
}
