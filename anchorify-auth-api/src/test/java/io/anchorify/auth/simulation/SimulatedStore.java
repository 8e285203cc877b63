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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The store as one process reaches it, with the operations that the protocol needs. */
class SimulatedStore implements TokenStore {

    /** Longer than any commit whose reply is lost takes. */
    private static final long LOCK_WAIT = 5_000_000_000L;

    private static final long RETRY_DELAY = 250_000_000L;

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
        return link.read(server -> server.tokens().find(hash), found -> "looks up " + text(found));
    }

    @Override
    public Optional<StoredToken> find(String owner, String id) {
        return link.read(server -> server.tokens().find(owner, id), found -> "finds " + text(found));
    }

    @Override
    public boolean revoke(String owner, String id, RevocationDetails details, ChangeRecord change) {
        Predicate<Token> selected =
                token -> token.id().equals(id) && token.owner().equals(owner);
        return revoke(selected, details, change) > 0;
    }

    @Override
    public int revokeAll(String owner, RevocationDetails details, ChangeRecord change) {
        return revoke(token -> token.owner().equals(owner), details, change);
    }

    private int revoke(Predicate<Token> selected, RevocationDetails details, ChangeRecord change) {
        return commit(
                SentChange.revoking(change, selected),
                server -> write(server, change, tokens -> tokens.revoke(selected, Integer.MAX_VALUE, details.at())));
    }

    /** Each token stands for a full batch. */
    @Override
    public int revoke(TokenQuery query, ActiveRule rule, int limit, RevocationDetails details, ChangeRecord change) {
        Predicate<Token> selected = selectedBy(query, rule);
        return commit(
                SentChange.revoking(change, selected),
                server -> server.change(change, tokens -> tokens.revoke(selected, 1, details.at()) * limit));
    }

    @Override
    public Succession.Result rotate(Succession succession, ActiveRule rule, ChangeRecord change) {
        return commit(SentChange.rotating(change, succession), server -> rotateIn(server, succession, rule, change));
    }

    Succession.Result rotateIn(DatabaseServer server, Succession succession, ActiveRule rule, ChangeRecord change) {
        Succession.Result result = server.tokens().check(succession, rule);
        return result == Succession.Result.ROTATED
                ? server.change(change, tokens -> tokens.supersede(succession))
                : result;
    }

    @Override
    public int erase(String owner, ChangeRecord change) {
        return commit(SentChange.erasing(change, owner), server -> eraseIn(server, owner, change));
    }

    int eraseIn(DatabaseServer server, String owner, ChangeRecord change) {
        return server.change(change, tokens -> tokens.erase(owner));
    }

    @Override
    public void recordUses(Collection<TokenUse> uses, Instant latest) {
        record("uses", uses, server -> {
            Set<String> recorded = server.tokens().recordUses(uses, latest);
            checker.usesChanged();
            return recorded;
        });
    }

    @Override
    public Set<String> recordRefusals(Collection<TokenUse> uses, Duration interval, Instant latest) {
        return record("refusals", uses, server -> server.tokens().recordRefusals(uses, interval, latest));
    }

    /** Retries here, because the service retries in real time while it is closed. */
    private Set<String> record(String what, Collection<TokenUse> uses, Function<DatabaseServer, Set<String>> write) {
        while (true) {
            try {
                return link.write(write, recorded -> "records " + recorded.size() + " of " + uses.size() + " " + what);
            } catch (TokenStoreException e) {
                link.host.sleep(RETRY_DELAY);
            }
        }
    }

    /** Makes a change, and looks it up if the reply to the commit is lost. */
    <T> T commit(SentChange sent, Function<DatabaseServer, T> transaction) {
        checker.changeSent(sent);
        link.send();
        awaitLock();
        AtomicReference<@Nullable T> result = new AtomicReference<>();
        try {
            commit(() -> result.set(commitNow(sent, transaction)));
        } catch (TokenStoreException e) {
            resolve(sent.change(), e);
        }
        T known = result.get();
        return known != null ? known : guess(transaction);
    }

    /** What a transaction would return. Only a mistake relies on a commit that it does not know. */
    private <T> T guess(Function<DatabaseServer, T> transaction) {
        DatabaseServer primary = link.database.primary();
        return transaction.apply(new DatabaseServer(primary.id(), primary));
    }

    private <T> T commitNow(SentChange sent, Function<DatabaseServer, T> transaction) {
        List<Token> selected = link.database.primary().tokens().matching(sent.selected());
        T result = link.database.write(transaction);
        DatabaseServer server = link.database.primary();
        if (server.knows(sent.uid())) {
            checker.committed(sent, selected, server);
        }
        link.trace.add(() ->
                "COMMIT " + link.trace.name(sent.uid()) + " as " + server.head().number() + ": " + result);
        return result;
    }

    <T> T write(DatabaseServer server, ChangeRecord change, Function<TokenTable, T> write) {
        return server.change(change, write);
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

    private static Predicate<Token> selectedBy(TokenQuery query, ActiveRule rule) {
        return token -> (query.owner() == null || query.owner().equals(token.owner()))
                && (query.which() == TokenQuery.Which.ALL
                        || rule.isActive(token) == (query.which() == TokenQuery.Which.ACTIVE))
                && query.criteria().stream().allMatch(criterion -> criterion.test(token));
    }

    private static String text(Optional<StoredToken> found) {
        return found.map(StoredToken::token)
                .map(token -> token.label()
                        + (token.revokedAt() == null ? ": active" : ": revoked")
                        + (token.successorId() == null ? "" : ", superseded"))
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
    public boolean rename(String owner, String id, @Nullable String label, ChangeRecord change) {
        throw new UnsupportedOperationException();
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
