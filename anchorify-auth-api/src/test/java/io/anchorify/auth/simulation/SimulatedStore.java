package io.anchorify.auth.simulation;

import io.anchorify.auth.ImportCounts;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenSink;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.UncertainCommitException;
import io.anchorify.auth.spi.ActiveRule;
import io.anchorify.auth.spi.ChangeFeed;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.ExpiringPage;
import io.anchorify.auth.spi.InsertResult;
import io.anchorify.auth.spi.ReminderClaim;
import io.anchorify.auth.spi.RevocationDetails;
import io.anchorify.auth.spi.Succession;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spi.TokenUse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The store as one process reaches it, with the operations that the protocol needs. */
class SimulatedStore implements TokenStore {

    /** Longer than any commit whose reply is lost takes. */
    private static final long LOCK_WAIT = 5_000_000_000L;

    private static final int LOOKUPS = 3;

    final NetworkLink link;
    private final ChangeFeed feed;
    private final HistoryChecker checker;

    SimulatedStore(NetworkLink link, ChangeFeed feed, HistoryChecker checker) {
        this.link = link;
        this.feed = feed;
        this.checker = checker;
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
    public boolean revoke(String owner, String id, RevocationDetails details, ChangeRecord change) {
        Predicate<Token> selected =
                token -> token.id().equals(id) && token.owner().equals(owner);
        return commit(selected, details.at(), change) > 0;
    }

    @Override
    public int revokeAll(String owner, RevocationDetails details, ChangeRecord change) {
        return commit(token -> token.owner().equals(owner), details.at(), change);
    }

    /** Makes a change, and looks it up if the reply to the commit is lost. */
    int commit(Predicate<Token> selected, Instant revokedAt, ChangeRecord change) {
        checker.changeSent(change, selected);
        link.send();
        awaitLock();
        AtomicInteger revoked = new AtomicInteger();
        Runnable commit = () -> {
            revoked.set(link.database.write(server -> apply(server, selected, revokedAt, change)));
            checker.committed(change);
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

    int apply(DatabaseServer server, Predicate<Token> selected, Instant revokedAt, ChangeRecord change) {
        return server.revoke(selected, revokedAt, change);
    }

    /** Waits for the lock of the head, which a commit in progress holds. */
    void awaitLock() {
        if (!link.host.await(() -> !link.database.isHeadLocked(), LOCK_WAIT)) {
            throw new TokenStoreException("The head stayed locked", null);
        }
    }

    /** Finds out whether a change was made after the reply to its commit was lost. */
    void resolve(ChangeRecord change, TokenStoreException lostReply) {
        for (int i = 0; i < LOOKUPS; i++) {
            try {
                if (isCommitted(change)) {
                    return;
                }
            } catch (TokenStoreException e) {
                continue;
            }
            checker.reportedNotMade(change);
            throw new TokenStoreException("Nothing was changed", lostReply);
        }
        throw new UncertainCommitException("The commit is uncertain", lostReply);
    }

    private boolean isCommitted(ChangeRecord change) {
        link.send();
        awaitLock();
        boolean known = link.database.primary().knows(change.uid());
        link.trace.add(() -> "looks up " + link.trace.name(change.uid()) + ": " + known);
        link.receive();
        return known;
    }

    /** Commits now; or, if the reply is lost, some time later or never. */
    private void commit(Runnable commit) {
        if (link.faults.losesReply()) {
            link.database.commitLater(commit);
            link.trace.add(() -> "sends a COMMIT whose reply is lost");
            throw new TokenStoreException("The reply to the commit is lost", null);
        }
        commit.run();
        link.receive();
    }

    private static String text(Optional<StoredToken> found) {
        return found.map(StoredToken::token)
                .map(token -> token.label() + (token.revokedAt() == null ? ": active" : ": revoked"))
                .orElse("no token");
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
    public InsertResult insert(StoredToken token, int maximum, ActiveRule rule) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Token> list(TokenQuery query, ActiveRule rule) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long count(TokenQuery query, ActiveRule rule) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int revoke(TokenQuery query, ActiveRule rule, int limit, RevocationDetails details, ChangeRecord change) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Succession.Result rotate(Succession succession, ActiveRule rule, ChangeRecord change) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean rename(String owner, String id, @Nullable String label, ChangeRecord change) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int erase(String owner, ChangeRecord change) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void recordUses(Collection<TokenUse> uses, Instant latest) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<String> recordRefusals(Collection<TokenUse> uses, Duration interval, Instant latest) {
        // The protocol does not depend on it.
        return Set.of();
    }

    @Override
    public ExpiringPage listExpiring(
            Duration before, ExpiringPage.@Nullable Position after, int limit, ActiveRule rule) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean claimReminder(String tokenId, ReminderClaim claim, ActiveRule rule) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean confirmReminder(String tokenId, ReminderClaim claim) {
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
        // The other processes use the same database.
    }
}
