package io.anchorify.auth;

import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spi.TokenUse;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The in-memory store with places at which a test can count, wait or fail. */
final class ProbedStore implements TokenStore {

    final AtomicInteger finds = new AtomicInteger();
    final AtomicInteger useWrites = new AtomicInteger();
    volatile Runnable beforeFind = () -> {};
    volatile Runnable afterFind = () -> {};
    volatile Runnable beforeRevoke = () -> {};
    volatile Runnable afterRevoke = () -> {};
    volatile Runnable beforeUses = () -> {};
    volatile boolean closed;

    private final TokenStore store = TokenStore.inMemory();

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
    public Optional<StoredToken> findByHash(TokenHash hash) {
        finds.incrementAndGet();
        beforeFind.run();
        Optional<StoredToken> found = store.findByHash(hash);
        afterFind.run();
        return found;
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
        beforeRevoke.run();
        boolean revoked = store.revoke(owner, id, revokedAt, change);
        afterRevoke.run();
        return revoked;
    }

    @Override
    public int revokeAll(String owner, Instant revokedAt, ChangeRecord change) {
        int revoked = store.revokeAll(owner, revokedAt, change);
        afterRevoke.run();
        return revoked;
    }

    @Override
    public void recordUses(Collection<TokenUse> uses) {
        useWrites.addAndGet(uses.size());
        beforeUses.run();
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
        ImportCounts result = store.importAll(source, change);
        afterRevoke.run();
        return result;
    }

    @Override
    public void close() {
        closed = true;
        store.close();
    }
}
