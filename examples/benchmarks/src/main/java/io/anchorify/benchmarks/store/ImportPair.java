package io.anchorify.benchmarks.store;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Two tables of one definition in PostgreSQL, which get the same rows: one by an import of the library, the other by COPY.
 */
final class ImportPair implements AutoCloseable {

    private static final TokenSeries SERIES = TokenSeries.justUsed(2);
    private static final String IMPORTED = "imported_";
    private static final String COPIED = "copied_";
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

    private final Connection connection;
    private final TokenService service;

    private ImportPair(Connection connection, TokenService service) {
        this.connection = connection;
        this.service = service;
    }

    static ImportPair create() throws SQLException {
        try (JdbcTokenStore store = Engine.POSTGRES.connect()) {
            store.tablePrefix(COPIED).createSchema();
        }
        JdbcTokenStore store = Engine.POSTGRES.connect().tablePrefix(IMPORTED).createSchema();
        TokenService service = TokenService.builder(store)
                .cachedTokens(1)
                .lastUsedInterval(LONGEST_INTERVAL)
                .build();
        return new ImportPair(Engine.POSTGRES.connection(), Nodes.joined(service));
    }

    /** Adds the rows of a stage to both tables. */
    Times add(long from, long to, boolean importFirst) throws SQLException, IOException {
        Duration first = importFirst ? importTokens(from, to) : copy(from, to);
        Duration second = importFirst ? copy(from, to) : importTokens(from, to);
        requireRows(IMPORTED, to);
        requireRows(COPIED, to);
        return importFirst ? new Times(first, second) : new Times(second, first);
    }

    /** Measures lookups with the rows that are there now, after the housekeeping that the database otherwise does later. */
    void lookUp(StoredTokens measurement, long rows) throws SQLException {
        execute("VACUUM (ANALYZE) " + IMPORTED + "tokens");
        measurement.measure(service, SERIES, IMPORTED + "tokens", rows);
    }

    @Override
    public void close() throws SQLException {
        service.close();
        for (String prefix : new String[] {IMPORTED, COPIED}) {
            for (String table : new String[] {"tokens", "head", "changes", "nodes"}) {
                execute("DROP TABLE " + prefix + table);
            }
        }
        connection.close();
    }

    private Duration importTokens(long from, long to) throws SQLException {
        long began = begin();
        service.importTokens(sink -> {
            for (long number = from; number < to; number++) {
                sink.add(SERIES.row(number));
            }
        });
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private Duration copy(long from, long to) throws SQLException, IOException {
        long began = begin();
        new CopyTokens(connection, COPIED + "tokens").copy(SERIES, from, to);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Neither side writes to the disk what the other one has left to write. */
    private long begin() throws SQLException {
        execute("CHECKPOINT");
        return System.nanoTime();
    }

    private void requireRows(String prefix, long rows) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + prefix + "tokens")) {
            row.next();
            if (row.getLong(1) != rows) {
                throw new IllegalStateException(prefix + "tokens has " + row.getLong(1) + " rows");
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** How long each took for the rows of one stage. */
    record Times(Duration imported, Duration copied) {

        static double perSecond(Duration time, int rows) {
            return rows * 1e9 / time.toNanos();
        }

        /** Of the import to the one of COPY. */
        double speed() {
            return (double) copied.toNanos() / imported.toNanos();
        }
    }
}
