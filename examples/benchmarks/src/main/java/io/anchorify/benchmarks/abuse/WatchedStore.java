package io.anchorify.benchmarks.abuse;

import io.anchorify.auth.ImportCounts;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenSink;
import io.anchorify.auth.spi.ChangeFeed;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spi.TokenUse;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** A store that notes which lookups reach it, of good tokens and of others, and how many at once. */
final class WatchedStore implements TokenStore {

    private final TokenStore store;
    private final LongAdder good = new LongAdder();
    private final LongAdder others = new LongAdder();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    WatchedStore(TokenStore store) {
        this.store = store;
    }

    /** How many lookups found a token. */
    long goodLookups() {
        return good.sum();
    }

    /** How many lookups found nothing, or failed. */
    long otherLookups() {
        return others.sum();
    }

    int mostLookupsAtOnce() {
        return mostAtOnce.get();
    }

    @Override
    public Optional<StoredToken> findByHash(TokenHash hash) {
        int now = underWay.incrementAndGet();
        if (now > mostAtOnce.get()) {
            mostAtOnce.accumulateAndGet(now, Math::max);
        }
        boolean found = false;
        try {
            Optional<StoredToken> token = store.findByHash(hash);
            found = token.isPresent();
            return token;
        } finally {
            (found ? good : others).increment();
            underWay.decrementAndGet();
        }
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
    public Optional<ChangeFeed> changeFeed() {
        return store.changeFeed();
    }

    @Override
    public void close() {
        store.close();
    }
}
