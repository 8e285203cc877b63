package io.anchorify.auth;

import io.anchorify.auth.spi.ChangeFeed;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spi.TokenUse;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The store as one process reaches it. Only what the protocol needs is there. */
class SimStore implements TokenStore {

    /** Longer than any commit whose answer is lost is under way, for a store waits for the lock of the head. */
    private static final long LOCK_WAIT = 5_000_000_000L;

    private static final int LOOKUPS = 3;

    final SimLink link;
    private final ChangeFeed feed;
    private final SimJudge judge;

    SimStore(SimLink link, ChangeFeed feed, SimJudge judge) {
        this.link = link;
        this.feed = feed;
        this.judge = judge;
    }

    @Override
    public Optional<ChangeFeed> changeFeed() {
        return Optional.of(feed);
    }

    @Override
    public Optional<StoredToken> findByHash(TokenHash hash) {
        return link.read(server -> server.find(hash), found -> "looks up " + text(found));
    }

    @Override
    public Optional<StoredToken> find(String owner, String id) {
        return link.read(server -> server.find(owner, id), found -> "finds " + text(found));
    }

    @Override
    public boolean revoke(String owner, String id, Instant revokedAt, ChangeRecord change) {
        Predicate<Token> meant = token -> token.id().equals(id) && token.owner().equals(owner);
        return commit(meant, revokedAt, change) > 0;
    }

    @Override
    public int revokeAll(String owner, Instant revokedAt, ChangeRecord change) {
        return commit(token -> token.owner().equals(owner), revokedAt, change);
    }

    /** Makes a change; if the answer to its commit is lost, looks it up. */
    int commit(Predicate<Token> meant, Instant revokedAt, ChangeRecord change) {
        judge.begins(change, meant);
        link.go();
        awaitLock();
        AtomicInteger revoked = new AtomicInteger();
        Runnable commit = () -> {
            revoked.set(link.database.write(server -> make(server, meant, revokedAt, change)));
            judge.committed(change);
            link.trace.add(() -> "COMMIT " + link.trace.name(change.uid()) + " as "
                    + link.database.primary().head().number() + ", which revokes " + revoked);
        };
        try {
            commit(commit);
        } catch (TokenStoreException e) {
            resolve(change, e);
        }
        return revoked.get();
    }

    /** Makes the change on the server. */
    int make(SimServer server, Predicate<Token> meant, Instant revokedAt, ChangeRecord change) {
        return server.revoke(meant, revokedAt, change);
    }

    /** Waits for the lock of the head, which a commit that is under way holds. */
    void awaitLock() {
        if (!link.host.await(() -> !link.database.headIsLocked(), LOCK_WAIT)) {
            throw new TokenStoreException("The head stayed locked", null);
        }
    }

    /** What is to be said of a change when the answer to its commit was lost. */
    void resolve(ChangeRecord change, TokenStoreException lost) {
        for (int i = 0; i < LOOKUPS; i++) {
            try {
                if (isCommitted(change)) {
                    return;
                }
            } catch (TokenStoreException e) {
                continue;
            }
            judge.denied(change);
            throw new TokenStoreException("Nothing was changed", lost);
        }
        throw new UncertainCommitException("The commit is uncertain", lost);
    }

    private boolean isCommitted(ChangeRecord change) {
        link.go();
        awaitLock();
        boolean known = link.database.primary().knows(change.uid());
        link.trace.add(() -> "looks for " + link.trace.name(change.uid()) + ": " + known);
        link.comeBack();
        return known;
    }

    /** Commits now; or, with the answer lost, at some later time or never. */
    private void commit(Runnable commit) {
        if (link.weather.losesAnswer()) {
            link.database.commitInTheDark(commit);
            link.trace.add(() -> "sends a COMMIT into the dark");
            throw new TokenStoreException("The answer to the commit is lost", null);
        }
        commit.run();
        link.comeBack();
    }

    private static String text(Optional<StoredToken> found) {
        return found.map(StoredToken::token)
                .map(token -> token.label() + (token.revokedAt() == null ? ": active" : ": revoked"))
                .orElse("no token");
    }

    @Override
    public void verify() {
        // It is set up.
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
    public List<Token> list(TokenQuery query, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void recordUses(Collection<TokenUse> uses) {
        // Nobody reads them.
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
        // The database is there for the others.
    }
}
