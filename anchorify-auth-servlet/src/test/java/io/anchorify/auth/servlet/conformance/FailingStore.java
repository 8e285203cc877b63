package io.anchorify.auth.servlet.conformance;

import io.anchorify.auth.ImportCounts;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenSink;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spi.TokenUse;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The in-memory store with failing or blocked lookups on request. */
final class FailingStore implements TokenStore {

    final AtomicInteger finds = new AtomicInteger();
    volatile boolean broken;
    volatile CountDownLatch hangingUntil = new CountDownLatch(0);

    private final TokenStore store = TokenStore.inMemory();

    @Override
    public Optional<StoredToken> findByHash(TokenHash hash) {
        finds.incrementAndGet();
        if (broken) {
            throw new TokenStoreException("SELECT secret FROM somewhere: the test broke the store", null);
        }
        try {
            hangingUntil.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return store.findByHash(hash);
    }

    @Override
    public void verify() {
        store.verify();
    }

    @Override
    public void ping() {
        store.ping();
    }

    @Override
    public boolean insert(StoredToken token) {
        return store.insert(token);
    }

    @Override
    public Optional<StoredToken> find(String owner, String id) {
        return store.find(owner, id);
    }

    @Override
    public List<Token> list(TokenQuery query, Instant now) {
        return store.list(query, now);
    }

    @Override
    public boolean revoke(String owner, String id, Instant revokedAt, ChangeRecord change) {
        return store.revoke(owner, id, revokedAt, change);
    }

    @Override
    public int revokeAll(String owner, Instant revokedAt, ChangeRecord change) {
        return store.revokeAll(owner, revokedAt, change);
    }

    @Override
    public void recordUses(Collection<TokenUse> uses) {
        store.recordUses(uses);
    }

    @Override
    public int purge(Instant endedBefore) {
        return store.purge(endedBefore);
    }

    @Override
    public List<StoredToken> listAll(String afterId, int limit) {
        return store.listAll(afterId, limit);
    }

    @Override
    public ImportCounts importAll(Consumer<TokenSink> source, ChangeRecord change) {
        return store.importAll(source, change);
    }

    @Override
    public void close() {
        store.close();
    }
}
