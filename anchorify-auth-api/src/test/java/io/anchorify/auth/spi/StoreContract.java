package io.anchorify.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenStoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An empty store for each test, and what the tests of stores have in common. */
abstract class StoreContract {

    static final Instant NOW = Instant.parse("2026-03-29T01:30:00.123456Z");

    final Random random = new Random(42);
    TokenStore store;

    /** An empty store. */
    protected abstract TokenStore emptyStore() throws Exception;

    @BeforeEach
    final void openStore() throws Exception {
        store = emptyStore();
        store.verify();
    }

    @AfterEach
    final void closeStore() {
        store.close();
        assertThatCode(store::close).doesNotThrowAnyException();
    }

    static ChangeRecord change(ChangeScope changed) {
        return new ChangeRecord(UUID.randomUUID(), changed);
    }

    final StoredToken insert(String owner, @Nullable String label, Instant createdAt) {
        return insert(token(id(), owner, label, createdAt));
    }

    final StoredToken insert(Token token) {
        StoredToken stored = stored(token);
        assertThat(store.insert(stored)).isTrue();
        return stored;
    }

    final StoredToken stored(Token token) {
        return new StoredToken(token, hash());
    }

    static Token token(String id, String owner, @Nullable String label, Instant createdAt) {
        return Token.builder(id, owner, createdAt).label(label).build();
    }

    final synchronized String id() {
        return Long.toString(random.nextLong(Long.MAX_VALUE), 36);
    }

    final synchronized TokenHash hash() {
        byte[] bytes = new byte[TokenHash.LENGTH];
        random.nextBytes(bytes);
        return TokenHash.of(bytes);
    }

    /** A store with fewer connections than callers may reject some calls, but must never return a wrong answer. */
    static <T> T retried(Callable<T> action) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return action.call();
            } catch (TokenStoreException e) {
                if (attempt == 20) {
                    throw e;
                }
            }
        }
    }

    static <T> List<T> atOnce(int threads, Callable<T> action) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(executor.submit(() -> {
                    start.await();
                    return action.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get(60, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }
}
