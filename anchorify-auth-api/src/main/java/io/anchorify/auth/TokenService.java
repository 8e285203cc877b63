package io.anchorify.auth;

import io.anchorify.auth.spi.ChangeScope;
import io.anchorify.auth.spi.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of an application: issued, checked, listed and revoked here. One instance serves a process for its life.
 *
 * <pre>{@code
 * try (TokenService tokens = TokenService.builder(TokenStore.inMemory()).build()) {
 *     IssuedToken laptop = tokens.issue("ada", "laptop");
 *     Authentication answer = tokens.authenticate(laptop.secret().reveal());
 *     tokens.revoke("ada", laptop.id());
 * }
 * }</pre>
 *
 * <p>All methods may be called by any number of threads. When {@link #revoke} has returned, no call of {@link
 * #authenticate} that begins afterwards accepts the token, on this service or any other on the same store, although each
 * caches. That holds as long as the store keeps what it has committed, all of them use its primary, and the monotonic
 * clocks of their hosts run within 10 % of each other and are not stopped.
 *
 * <p>A service starts its threads, which are daemons, when there is something to do for them: the first request begins to
 * follow the changes of the others, which takes a thread and a connection of the store for good; revocations and
 * last-used times take threads that end when they have had nothing to do for a minute.
 */
public final class TokenService implements TokenAuthenticator, AutoCloseable {

    private static final int INSERT_ATTEMPTS = 3;
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(10);
    private static final Duration FLUSH_BEFORE_EXPORT = Duration.ofSeconds(5);
    private static final int EXPORT_PAGE = 1000;

    private final TokenStore store;
    private final InstantSource clock;
    private final SecretGenerator secrets;
    private final HasherPool hashers;
    private final TokenCache cache;
    private final Lookups lookups;
    private final LastUsedWriter lastUsed;
    private final Authenticator authenticator;
    private final Changes changes;
    private final Membership membership;
    private final BackgroundThreads threads;
    private final AtomicBoolean closed = new AtomicBoolean();

    TokenService(
            TokenStore store,
            InstantSource clock,
            SecretGenerator secrets,
            HasherPool hashers,
            TokenCache cache,
            Lookups lookups,
            LastUsedWriter lastUsed,
            Authenticator authenticator,
            Changes changes,
            Membership membership,
            BackgroundThreads threads) {
        this.store = store;
        this.clock = clock;
        this.secrets = secrets;
        this.hashers = hashers;
        this.cache = cache;
        this.lookups = lookups;
        this.lastUsed = lastUsed;
        this.authenticator = authenticator;
        this.changes = changes;
        this.membership = membership;
        this.threads = threads;
    }

    /**
     * Starts the configuration of a service.
     *
     * @param store where the tokens are kept; once there is a service, it closes the store when it is closed itself
     * @return a builder with every option at its default
     */
    public static TokenServiceBuilder builder(TokenStore store) {
        return new TokenServiceBuilder(store);
    }

    /**
     * Issues a token that does not expire.
     *
     * @param owner the host application's own user id: 1 to 255 characters
     * @param label what to call it, at most 100 characters; {@code null} or blank for none
     * @return the token with its secret, durable in the store
     * @throws IllegalArgumentException if owner or label is not of the described form
     * @throws TokenStoreException if the store does not answer; no secret was handed out
     */
    public IssuedToken issue(String owner, @Nullable String label) {
        return issue(TokenRequest.of(owner).label(label));
    }

    /**
     * Issues a token.
     *
     * @param request for whom, and with which label, scopes and lifetime
     * @return the token with its secret, durable in the store
     * @throws TokenStoreException if the store does not answer; no secret was handed out
     */
    public IssuedToken issue(TokenRequest request) {
        for (int attempt = 0; attempt < INSERT_ATTEMPTS; attempt++) {
            Secret secret = secrets.nextSecret();
            Token token = newToken(request);
            if (store.insert(new StoredToken(token, hashers.hashOf(secret)))) {
                return new IssuedToken(token, secret);
            }
        }
        throw new IllegalStateException("The store refused " + INSERT_ATTEMPTS
                + " random tokens as taken: its unique keys or this machine's random numbers are broken");
    }

    /**
     * Decides on what a request presented. A cached token costs one SHA-256 and one local cache read; what is not of
     * the token format costs neither.
     *
     * @param presented the text after {@code Bearer}, not yet trusted
     * @return the principal, or a reason for the refusal
     * @throws AuthenticationUnavailableException if the store did not answer in time, too many lookups are under way,
     *     or this service is closed: the answer to the client is 503
     */
    @Override
    public Authentication authenticate(String presented) {
        return authenticate(presented, 0, presented.length());
    }

    /**
     * {@inheritDoc}
     *
     * <p>A token that is cached costs no object but the answer.
     *
     * @throws IndexOutOfBoundsException {@inheritDoc}
     * @throws AuthenticationUnavailableException {@inheritDoc}
     */
    @Override
    public Authentication authenticate(String text, int begin, int end) {
        Objects.checkFromToIndex(begin, end, text.length());
        if (closed.get()) {
            throw new AuthenticationUnavailableException("The token service is closed", null);
        }
        return authenticator.authenticate(text, begin, end);
    }

    /**
     * Finds one token of an owner.
     *
     * @param owner whose token
     * @param id its public id, in whatever form a client sent it
     * @return the token, or nothing if there is none or if it belongs to another owner
     * @throws TokenStoreException if the store does not answer
     */
    public Optional<Token> find(String owner, String id) {
        return findStored(owner, id).map(StoredToken::token);
    }

    /**
     * Lists a page of an owner's tokens, newest first.
     *
     * @param query which tokens
     * @return the page; it is the last one if it holds fewer tokens than the query's limit
     * @throws TokenStoreException if the store does not answer
     */
    public List<Token> list(TokenQuery query) {
        return store.list(query, now());
    }

    /**
     * Revokes one token of an owner, and waits until that holds everywhere. Once this has returned, no node accepts the
     * token any more, also if a lookup of it was in flight at that moment, and also if another thread revoked it first.
     *
     * <p>Usually that takes a few milliseconds. A node that is paused, cut off or dead makes it take up to 3.8 seconds
     * after the commit.
     *
     * @param owner whose token
     * @param id its public id, in whatever form a client sent it
     * @return what was found, and since when the token is refused everywhere
     * @throws UncertainCommitException if the store did not answer in the end, and it could not be
     *     found out whether the token was revoked; calling again is safe
     * @throws TokenStoreException if the store does not answer, so that nothing was revoked, or if the thread was
     *     interrupted; calling again is safe
     */
    public Revocation revoke(String owner, String id) {
        return Changes.await(beginRevoke(owner, id));
    }

    /**
     * The same as {@link #revoke}, on a thread of this service.
     *
     * @param owner whose token
     * @param id its public id, in whatever form a client sent it
     * @return completed when no node accepts the token any more, or failed with what {@link #revoke} throws
     */
    public CompletionStage<Revocation> revokeAsync(String owner, String id) {
        return threads.call(() -> beginRevoke(owner, id));
    }

    /**
     * Revokes all of an owner's tokens: those that exist when the change is made. Returns when no node accepts any of
     * them any more.
     *
     * @param owner whose tokens
     * @return how many were active before, and since when they are refused everywhere
     * @throws UncertainCommitException as {@link #revoke} does
     * @throws TokenStoreException as {@link #revoke} does
     */
    public OwnerRevocation revokeAll(String owner) {
        return Changes.await(beginRevokeAll(owner));
    }

    /**
     * The same as {@link #revokeAll}, on a thread of this service.
     *
     * @param owner whose tokens
     * @return completed when no node accepts any of the tokens any more, or failed with what {@link #revokeAll} throws
     */
    public CompletionStage<OwnerRevocation> revokeAllAsync(String owner) {
        return threads.call(() -> beginRevokeAll(owner));
    }

    /**
     * Removes tokens that ended long ago from the store. Nothing else ever removes one.
     *
     * @param endedBefore tokens that were revoked, or expired, before this instant go; it must not lie in the future
     * @return how many were removed
     * @throws IllegalArgumentException if the instant lies in the future: tokens would go that have not ended
     * @throws TokenStoreException if the store does not answer
     */
    public int purge(Instant endedBefore) {
        if (endedBefore.isAfter(clock.instant())) {
            throw new IllegalArgumentException("Tokens that ended before " + endedBefore
                    + " cannot be removed: that lies in the future, and some of them may still be in use");
        }
        return store.purge(endedBefore);
    }

    /**
     * Hands out every token of every owner by ascending id, revoked and expired ones too: what a backup or a move to
     * another database needs. Reads the store page by page, so the memory that it takes does not grow with the number of
     * tokens, and a change that is made meanwhile is in it or not. Last-used times that wait are written first.
     *
     * @param sink called with one token after the other, in this thread; what it throws ends the export and is thrown on
     * @return how many tokens there were
     * @throws TokenStoreException if the store does not answer
     */
    public long exportTokens(Consumer<StoredToken> sink) {
        lastUsed.flush(FLUSH_BEFORE_EXPORT);
        long exported = 0;
        String after = "";
        List<StoredToken> page;
        do {
            page = store.listAll(after, EXPORT_PAGE);
            for (StoredToken stored : page) {
                sink.accept(stored);
                after = stored.token().id();
            }
            exported += page.size();
        } while (page.size() == EXPORT_PAGE);
        return exported;
    }

    /**
     * Takes over tokens that {@link #exportTokens} handed out, here or elsewhere: all of them, or none if this throws.
     * Importing the same tokens twice changes nothing. A token that is revoked on either side is revoked afterwards.
     *
     * <p>Once this has returned, the imported tokens are accepted on every node, also if one of them was refused as
     * unknown a moment before, and the revoked ones are not. All that is cached is read again.
     *
     * <pre>{@code
     * List<StoredToken> backup = new ArrayList<>();
     * tokens.exportTokens(backup::add);
     * ImportResult result = tokens.importTokens(sink -> backup.forEach(sink::add));
     * }</pre>
     *
     * @param source called once, in this thread, with what takes the tokens; what it throws undoes the import and is
     *     thrown on
     * @return how many were added, changed and left, and since when all nodes know
     * @throws TokenConflictException if an id or a hash belongs to another token here
     * @throws UncertainCommitException if the store did not answer in the end, and it could not be
     *     found out whether the import took place; calling again is safe
     * @throws TokenStoreException if the store does not answer, so that nothing was imported; calling again is safe
     */
    public ImportResult importTokens(Consumer<TokenSink> source) {
        return Changes.await(
                changes.make(new ChangeScope.AnyToken(), change -> store.importAll(source, change), ImportResult::new));
    }

    /**
     * Asks the store for a sign of life, for a readiness probe.
     *
     * @throws TokenStoreException if the store does not answer
     */
    public void ping() {
        store.ping();
    }

    /**
     * Writes the last-used times that wait to be written.
     *
     * @param deadline how long to wait at most
     * @return whether all of them were written; those that were not are kept, and tried again
     */
    public boolean flush(Duration deadline) {
        return lastUsed.flush(deadline);
    }

    /**
     * What this service has done since it was built.
     *
     * @return figures that are each exact, but not of one instant
     */
    public TokenServiceStats stats() {
        return new TokenServiceStats(
                cache.size(),
                lookups.started(),
                lookups.failed(),
                lookups.turnedAway(),
                lastUsed.stats(),
                membership.stats(lookups.fallbacks()),
                changes.stats());
    }

    /**
     * Leaves the other nodes, so that none of them waits for this one, writes the last-used times that wait, for at most
     * ten seconds, and closes the store. From then on {@link #authenticate} cannot decide on any token. A second call does
     * nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            membership.leave();
            lastUsed.close(CLOSE_DEADLINE);
            threads.close();
        } finally {
            store.close();
        }
    }

    /** Commits, and waits for the nodes behind that. */
    private CompletableFuture<Revocation> beginRevoke(String owner, String id) {
        return findStored(owner, id)
                .map(this::beginRevoke)
                .orElseGet(() -> CompletableFuture.completedFuture(new Revocation(Revocation.Outcome.NOT_FOUND, null)));
    }

    private CompletableFuture<Revocation> beginRevoke(StoredToken stored) {
        Token token = stored.token();
        return changes.make(
                new ChangeScope.OneToken(stored.hash()),
                change -> store.revoke(token.owner(), token.id(), now(), change),
                (revoked, receipt) -> new Revocation(
                        revoked ? Revocation.Outcome.REVOKED : Revocation.Outcome.ALREADY_REVOKED, receipt));
    }

    private CompletableFuture<OwnerRevocation> beginRevokeAll(String owner) {
        if (!TextRules.isOwner(owner)) {
            return CompletableFuture.completedFuture(new OwnerRevocation(0, null));
        }
        return changes.make(
                new ChangeScope.TokensOf(owner), change -> store.revokeAll(owner, now(), change), OwnerRevocation::new);
    }

    private Optional<StoredToken> findStored(String owner, String id) {
        return TextRules.isOwner(owner) && TextRules.isId(id) ? store.find(owner, id) : Optional.empty();
    }

    private Token newToken(TokenRequest request) {
        Instant now = now();
        Instant expiresAt = request.lifetime() == null ? null : inMicros(now.plus(request.lifetime()));
        return new Token(
                secrets.nextId(), request.owner(), request.label(), request.scopes(), now, expiresAt, null, null);
    }

    private Instant now() {
        return inMicros(clock.instant());
    }

    /** Whole microseconds, which every store can keep. */
    private static Instant inMicros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
