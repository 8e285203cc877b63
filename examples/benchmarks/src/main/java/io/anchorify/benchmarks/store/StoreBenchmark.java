package io.anchorify.benchmarks.store;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.spi.TokenUse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** One call of the store from one thread. Divide {@code findByHash} by {@code select} for the overhead of a cache miss. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StoreBenchmark {

    private static final String SELECT = "SELECT * FROM anchorify_tokens WHERE hash = ?";
    private static final List<String> TEXTS = List.of("id", "owner", "label", "scopes");
    private static final List<String> TIMES = List.of("created_at", "expires_at", "last_used_at", "revoked_at");
    private static final int BATCH = 1000;

    /** Which database. */
    @Param
    public Database database = Database.H2;

    /** How many tokens are stored. */
    @Param("10000")
    public int tokens = 10_000;

    private final SplittableRandom random = new SplittableRandom();
    private int next;

    @SuppressWarnings("NullAway.Init") // Set before the first use.
    private JdbcTokenStore store;

    /** Stores the tokens. */
    @Setup
    public void prepare() {
        try (TokenService importer = TokenService.builder(database.connect()).build()) {
            importer.importTokens(sink ->
                    IntStream.range(0, tokens).mapToObj(StoreBenchmark::row).forEach(sink::add));
        }
        next = tokens;
        store = database.connect();
    }

    /** Closes the store. */
    @TearDown
    public void close() {
        store.close();
    }

    /** Finds a random token by its hash, as a request does whose token is not cached. */
    @Benchmark
    public StoredToken findByHash() {
        return store.findByHash(SpreadKeys.hash(random.nextInt(tokens))).orElseThrow();
    }

    /** Reads the same row by hand, over the same pool. */
    @Benchmark
    public void select(Blackhole hole) throws SQLException {
        try (Connection connection = store.dataSource().getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setBytes(1, SpreadKeys.hash(random.nextInt(tokens)).bytes());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("A stored token is missing");
                }
                read(row, hole);
            }
        }
    }

    private void read(ResultSet row, Blackhole hole) throws SQLException {
        Class<?> time = database == Database.MARIADB ? LocalDateTime.class : OffsetDateTime.class;
        for (String column : TEXTS) {
            hole.consume(row.getString(column));
        }
        for (String column : TIMES) {
            hole.consume(row.getObject(column, time));
        }
        hole.consume(row.getBytes("hash"));
    }

    /** Stores a new token. */
    @Benchmark
    public boolean insert() {
        return store.insert(row(next++));
    }

    /** Writes the last-used times of 1,000 tokens. */
    @Benchmark
    public void recordUses() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        int first = random.nextInt(tokens - BATCH + 1);
        store.recordUses(
                IntStream.range(first, first + BATCH)
                        .mapToObj(number -> new TokenUse(SpreadKeys.id(number), now))
                        .toList(),
                now);
    }

    private static StoredToken row(int number) {
        Instant createdAt = Instant.ofEpochSecond(1_767_225_600L + number);
        String owner = "user-" + number / 4;
        Token token = Token.builder(SpreadKeys.id(number), owner, createdAt)
                .label("token " + number)
                .build();
        return new StoredToken(token, SpreadKeys.hash(number));
    }
}
