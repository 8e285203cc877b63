package io.anchorify.auth.spi;

import io.anchorify.auth.ImportCounts;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenSink;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A store that forwards every call to another one. Override a method to count, delay or fail it. */
public class ForwardingTokenStore implements TokenStore {

    private final TokenStore delegate;

    public ForwardingTokenStore(TokenStore delegate) {
        this.delegate = delegate;
    }

    @Override
    public void verify() {
        delegate.verify();
    }

    @Override
    public void ping() {
        delegate.ping();
    }

    @Override
    public boolean insert(StoredToken token) {
        return delegate.insert(token);
    }

    @Override
    public Optional<StoredToken> findByHash(TokenHash hash) {
        return delegate.findByHash(hash);
    }

    @Override
    public Optional<StoredToken> find(String owner, String id) {
        return delegate.find(owner, id);
    }

    @Override
    public List<Token> list(TokenQuery query, Instant now) {
        return delegate.list(query, now);
    }

    @Override
    public boolean revoke(String owner, String id, Instant revokedAt, ChangeRecord change) {
        return delegate.revoke(owner, id, revokedAt, change);
    }

    @Override
    public int revokeAll(String owner, Instant revokedAt, ChangeRecord change) {
        return delegate.revokeAll(owner, revokedAt, change);
    }

    @Override
    public void recordUses(Collection<TokenUse> uses) {
        delegate.recordUses(uses);
    }

    @Override
    public int purge(Instant endedBefore) {
        return delegate.purge(endedBefore);
    }

    @Override
    public List<StoredToken> listAll(String afterId, int limit) {
        return delegate.listAll(afterId, limit);
    }

    @Override
    public ImportCounts importAll(Consumer<TokenSink> source, ChangeRecord change) {
        return delegate.importAll(source, change);
    }

    @Override
    public Optional<ChangeFeed> changeFeed() {
        return delegate.changeFeed();
    }

    @Override
    public void close() {
        delegate.close();
    }
}
