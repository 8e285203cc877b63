package io.anchorify.benchmarks.memory;

import io.anchorify.auth.ImportCounts;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenSink;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spi.TokenUse;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A store in which every hash stands for a token. It makes the row out of the hash, anew for every lookup and out of new
 * objects, as a database driver does, and forgets it. Every token has another owner. Only lookups are answered.
 */
final class GeneratedStore implements TokenStore {

    @Override
    public Optional<StoredToken> findByHash(TokenHash hash) {
        return Optional.of(new GeneratedRow(hash).read());
    }

    @Override
    public void verify() {
        // Nothing to be set up.
    }

    @Override
    public void ping() {
        // Always there.
    }

    @Override
    public void recordUses(Collection<TokenUse> uses) {
        // Nobody will ask.
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
        // Nothing was opened.
    }
}
