package io.anchorify.auth.testing;

import io.anchorify.auth.ImportCounts;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenSink;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.ForwardingTokenStore;
import io.anchorify.auth.spi.RevocationDetails;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spi.TokenUse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The in-memory store with hooks at which a test can count, wait or fail. */
public final class ProbedStore extends ForwardingTokenStore {

    public final AtomicInteger finds = new AtomicInteger();
    public final AtomicInteger useWrites = new AtomicInteger();
    public final AtomicInteger refusalWrites = new AtomicInteger();
    public volatile Runnable beforeFind = () -> {};
    public volatile Runnable afterFind = () -> {};
    public volatile Runnable afterChange = () -> {};
    public volatile Runnable beforeUses = () -> {};
    public volatile boolean closed;

    public ProbedStore() {
        super(TokenStore.inMemory());
    }

    @Override
    public Optional<StoredToken> findByHash(TokenHash hash) {
        finds.incrementAndGet();
        beforeFind.run();
        Optional<StoredToken> found = super.findByHash(hash);
        afterFind.run();
        return found;
    }

    @Override
    public boolean revoke(String owner, String id, RevocationDetails details, ChangeRecord change) {
        boolean revoked = super.revoke(owner, id, details, change);
        afterChange.run();
        return revoked;
    }

    @Override
    public int revokeAll(String owner, RevocationDetails details, ChangeRecord change) {
        int revoked = super.revokeAll(owner, details, change);
        afterChange.run();
        return revoked;
    }

    @Override
    public ImportCounts importAll(Consumer<TokenSink> source, ChangeRecord change) {
        ImportCounts counts = super.importAll(source, change);
        afterChange.run();
        return counts;
    }

    @Override
    public void recordUses(Collection<TokenUse> uses, Instant latest) {
        useWrites.addAndGet(uses.size());
        beforeUses.run();
        super.recordUses(uses, latest);
    }

    @Override
    public Set<String> recordRefusals(Collection<TokenUse> uses, Duration interval, Instant latest) {
        refusalWrites.addAndGet(uses.size());
        return super.recordRefusals(uses, interval, latest);
    }

    @Override
    public void close() {
        closed = true;
        super.close();
    }
}
