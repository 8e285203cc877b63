package io.anchorify.auth;

import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spi.TokenUse;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A store that holds the token until it is revoked. Its row is a plain field: whatever order of memory the outcomes
 * depend on has to come from the library.
 */
final class StressStore implements TokenStore {

    private Optional<StoredToken> row = StressToken.ACTIVE;

    void revoke() {
        row = StressToken.REVOKED;
    }

    /** Reads as {@link Lookups} does, without all that is around it there. */
    Verdict read() {
        return StressToken.VERDICTS.verdictOn(StressToken.HASH, row);
    }

    @Override
    public Optional<StoredToken> findByHash(TokenHash hash) {
        return row;
    }

    @Override
    public void verify() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void ping() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean insert(StoredToken token) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<StoredToken> find(String owner, String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Token> list(TokenQuery query, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean revoke(String owner, String id, Instant revokedAt, ChangeRecord change) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int revokeAll(String owner, Instant revokedAt, ChangeRecord change) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void recordUses(Collection<TokenUse> uses) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int purge(Instant endedBefore) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<StoredToken> listAll(String afterId, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ImportCounts importAll(Consumer<TokenSink> source, ChangeRecord change) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
