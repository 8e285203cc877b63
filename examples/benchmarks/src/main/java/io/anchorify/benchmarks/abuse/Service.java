package io.anchorify.benchmarks.abuse;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenServiceStats;
import io.anchorify.auth.TokenSink;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import io.anchorify.benchmarks.support.NumberedTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** The service under attack, on a PostgreSQL server of its own, with good tokens that are all cached. */
final class Service implements AutoCloseable {

    private static final Duration LONG = Duration.ofDays(1);
    private static final Duration LONGEST_START = Duration.ofSeconds(10);

    private final DatabaseServer server = DatabaseServer.anotherPostgres();
    private final WatchedStore store;
    private final TokenService tokens;
    private final String[] good;

    /** What is configured bounds the lookups; otherwise the service is as it is without configuration. */
    Service(int goodTokens, int concurrentLookups, Duration lookupWait) {
        store = new WatchedStore(JdbcTokenStore.connect(server.url(), server.user(), server.password())
                .createSchema());
        // Neither a token that is read again after a minute nor the last-used times of all shall fall into one window
        // by
        // chance, so both come after the end.
        tokens = TokenService.builder(store)
                .concurrentLookups(concurrentLookups)
                .lookupWait(lookupWait)
                .cachedFor(LONG)
                .lastUsedInterval(LONG)
                .build();
        NumberedTokens series = NumberedTokens.series("good");
        good = IntStream.range(0, goodTokens).mapToObj(series::wellFormed).toArray(String[]::new);
    }

    /** Stores the good tokens and uses each once, so that all of them are cached. */
    void fill() {
        tokens.importTokens(this::addAll);
        awaitTerm();
        for (String token : good) {
            if (!(tokens.authenticate(token) instanceof Authenticated)) {
                throw new IllegalStateException("A good token was refused");
            }
        }
        if (!tokens.flush(LONGEST_START)) {
            throw new IllegalStateException("Last-used times could not be written");
        }
    }

    TokenService tokens() {
        return tokens;
    }

    TokenServiceStats stats() {
        return tokens.stats();
    }

    WatchedStore store() {
        return store;
    }

    DatabaseServer server() {
        return server;
    }

    String[] good() {
        return good;
    }

    @Override
    public void close() {
        try {
            tokens.close();
        } finally {
            server.stop();
        }
    }

    private void addAll(TokenSink sink) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        for (int i = 0; i < good.length; i++) {
            Token token = new Token("good-" + i, "user-" + i, "laptop", Set.of(), now, null, null, null);
            sink.add(new StoredToken(token, NumberedTokens.hashOf(good[i])));
        }
    }

    /** The first request lets the node begin to follow the changes of others; from then on it caches. */
    private void awaitTerm() {
        long begin = System.nanoTime();
        do {
            if (System.nanoTime() - begin > LONGEST_START.toNanos()) {
                throw new IllegalStateException("The service does not begin to cache");
            }
            tokens.authenticate(good[0]);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        } while (!tokens.stats().node().termValid());
    }
}
