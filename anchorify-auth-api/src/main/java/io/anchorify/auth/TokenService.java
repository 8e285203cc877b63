package io.anchorify.auth;

import io.anchorify.auth.internal.Engine;
import io.anchorify.auth.internal.cluster.ChangeCommitter;
import io.anchorify.auth.spi.ChangeScope;
import io.anchorify.auth.spi.TokenStore;
import java.time.Duration;
import java.time.Instant;
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
 * Issues, authenticates, lists and revokes the tokens of an application. A process builds one and keeps it for its lifetime.
 *
 * <pre>{@code
 * try (TokenService tokens = TokenService.builder(TokenStore.inMemory()).build()) {
 *     IssuedToken laptop = tokens.issue("ada", "laptop");
 *     Authentication answer = tokens.authenticate(laptop.secret().reveal());
 *     tokens.revoke("ada", laptop.id());
 * }
 * }</pre>
 *
 * <p>All methods are safe for concurrent use. Once {@link #revoke} has returned, no call of {@link #authenticate} that starts
 * afterwards accepts the token, on this service or on any other that uses the same store, although each of them caches. This
 * holds as long as the store keeps what it has committed, all services use its primary, and the monotonic clocks of their
 * hosts run within 10 % of each other and are not stopped.
 *
 * <p>A service starts daemon threads when they have work to do. The first request starts following the changes of other
 * services, which occupies one thread and one connection of the store until the service is closed. Revocations and last-used
 * times use threads that stop after a minute without work.
 */
public final class TokenService implements TokenAuthenticator, AutoCloseable {

    private static final int INSERT_ATTEMPTS = 3;
    private static final Duration FLUSH_BEFORE_EXPORT = Duration.ofSeconds(5);
    private static final int EXPORT_PAGE = 1000;

    private final TokenStore store;
    private final Engine engine;
    private final AtomicBoolean closed = new AtomicBoolean();

    TokenService(Engine engine) {
        this.store = engine.store();
        this.engine = engine;
    }

    /**
     * Starts the configuration of a service.
     *
     * @param store where the tokens are stored; the service that is built closes it
     * @return a builder with every option at its default
     */
    public static TokenServiceBuilder builder(TokenStore store) {
        return new TokenServiceBuilder(store);
    }

    /**
     * Issues a token that does not expire.
     *
     * @param owner the host application's own user id: 1 to 255 characters
     * @param label a name for the token, at most 100 characters; {@code null} or blank for none
     * @return the token, durable in the store, with its secret
     * @throws IllegalArgumentException if owner or label does not have the described form
     * @throws TokenStoreException if the store does not answer; no secret was returned
     */
    public IssuedToken issue(String owner, @Nullable String label) {
        return issue(TokenRequest.of(owner).label(label));
    }

    /**
     * Issues a token.
     *
     * @param request the owner, label, scopes and lifetime
     * @return the token, durable in the store, with its secret
     * @throws TokenStoreException if the store does not answer; no secret was returned
     */
    public IssuedToken issue(TokenRequest request) {
        for (int attempt = 0; attempt < INSERT_ATTEMPTS; attempt++) {
            String cleartext = engine.secrets().newCleartext();
            TokenHash hash = Objects.requireNonNull(engine.hashers().hash(cleartext));
            Token token = newToken(request);
            if (store.insert(new StoredToken(token, hash))) {
                return new IssuedToken(token, new Secret(cleartext));
            }
        }
        throw new IllegalStateException("The store rejected " + INSERT_ATTEMPTS
                + " random tokens as duplicates: its unique keys or this machine's random numbers are broken");
    }

    /**
     * Decides on a presented token. A cached token costs one SHA-256 and one read of the cache; a text that does not have the
     * token format costs neither.
     *
     * @param presented the text after {@code Bearer}, not yet trusted
     * @return the principal, or the reason for the rejection
     * @throws AuthenticationUnavailableException if the store did not answer in time, too many lookups are in progress, or
     *     this service is closed; the client is answered 503
     */
    @Override
    public Authentication authenticate(String presented) {
        Objects.requireNonNull(presented, "presented");
        if (closed.get()) {
            throw new AuthenticationUnavailableException("The token service is closed", null);
        }
        return engine.authenticator().authenticate(presented);
    }

    /**
     * Finds one token of an owner.
     *
     * @param owner the owner of the token
     * @param id its public id, in whatever form a client sent it
     * @return the token, or nothing if it does not exist or belongs to another owner
     * @throws TokenStoreException if the store does not answer
     */
    public Optional<Token> find(String owner, String id) {
        return findStored(owner, id).map(StoredToken::token);
    }

    /**
     * Lists a page of an owner's tokens, newest first.
     *
     * @param query which tokens
     * @return the page; the last page has fewer tokens than the limit of the query
     * @throws TokenStoreException if the store does not answer
     */
    public List<Token> list(TokenQuery query) {
        return store.list(query, now());
    }

    /**
     * Revokes one token of an owner, and waits until the revocation is in effect on every node. Once this has returned, no
     * node accepts the token, even if a lookup of it was in progress, and even if another thread revoked it first. A request
     * that began before a revocation may finish after it.
     *
     * <p>This usually takes a few milliseconds. If a node is paused, disconnected or dead, it takes up to 3.8 seconds after
     * the commit.
     *
     * @param owner the owner of the token
     * @param id its public id, in whatever form a client sent it
     * @return what was found, and from when on every node rejects the token
     * @throws UncertainCommitException if the store stopped answering, and whether the token was revoked could not be
     *     determined; calling again is safe
     * @throws TokenStoreException if the store does not answer, and nothing was revoked, or if the thread was interrupted;
     *     calling again is safe
     */
    public Revocation revoke(String owner, String id) {
        return ChangeCommitter.await(beginRevoke(owner, id));
    }

    /**
     * Does the same as {@link #revoke}, on a thread of this service.
     *
     * @param owner the owner of the token
     * @param id its public id, in whatever form a client sent it
     * @return completed when no node accepts the token, or failed with what {@link #revoke} throws
     */
    public CompletionStage<Revocation> revokeAsync(String owner, String id) {
        return engine.threads().call(() -> beginRevoke(owner, id));
    }

    /**
     * Revokes all tokens of an owner that exist when the change is made, and waits until the revocation is in effect on every
     * node.
     *
     * @param owner the owner of the tokens
     * @return how many were not revoked before, and from when on every node rejects them
     * @throws UncertainCommitException as {@link #revoke} does
     * @throws TokenStoreException as {@link #revoke} does
     */
    public OwnerRevocation revokeAll(String owner) {
        return ChangeCommitter.await(beginRevokeAll(owner));
    }

    /**
     * Does the same as {@link #revokeAll}, on a thread of this service.
     *
     * @param owner the owner of the tokens
     * @return completed when no node accepts any of the tokens, or failed with what {@link #revokeAll} throws
     */
    public CompletionStage<OwnerRevocation> revokeAllAsync(String owner) {
        return engine.threads().call(() -> beginRevokeAll(owner));
    }

    /**
     * Deletes tokens that ended long ago from the store. Nothing else ever deletes a token.
     *
     * @param endedBefore tokens that were revoked, or expired, before this instant are deleted; must not be in the future
     * @return how many were deleted
     * @throws IllegalArgumentException if the instant is in the future: active tokens would be deleted
     * @throws TokenStoreException if the store does not answer
     */
    public int purge(Instant endedBefore) {
        if (endedBefore.isAfter(engine.clocks().instant())) {
            throw new IllegalArgumentException("Tokens that ended before " + endedBefore
                    + " cannot be deleted: this time is in the future, and some of them may still be active");
        }
        return store.purge(endedBefore);
    }

    /**
     * Exports every token of every owner by ascending id, revoked and expired ones included, for a backup or a move to another
     * database. Reads the store page by page, so memory use does not grow with the number of tokens; concurrent changes may
     * or may not be included. Pending last-used times are written first.
     *
     * @param sink called with one token after another, on this thread; an exception that it throws ends the export and is
     *     rethrown
     * @return how many tokens were exported
     * @throws TokenStoreException if the store does not answer
     */
    public long exportTokens(Consumer<StoredToken> sink) {
        engine.lastUsed().flush(FLUSH_BEFORE_EXPORT);
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
     * Imports tokens that {@link #exportTokens} exported, from this service or another one: all of them, or none if this
     * throws. Importing the same tokens twice changes nothing. A token that is revoked on either side is revoked afterwards.
     *
     * <p>The source runs inside the transaction of the import, which locks the tokens that it changes: until it ends, revoking
     * one of them fails. Read and check the input before calling this, and take it from memory or a file, never from a network
     * connection. A source that pauses for 2 seconds, or takes more than 10 minutes in total, ends the import of a JDBC store
     * with a {@link TokenStoreException}; on H2, only the total is limited. Each call occupies one connection.
     *
     * <p>Once this has returned, every node accepts the imported active tokens, even those that it rejected as unknown a moment
     * earlier, and rejects the revoked ones. Every node empties its cache.
     *
     * <pre>{@code
     * List<StoredToken> backup = new ArrayList<>();
     * tokens.exportTokens(backup::add);
     * ImportResult result = tokens.importTokens(sink -> backup.forEach(sink::add));
     * }</pre>
     *
     * @param source called once, on this thread, with the sink to add the tokens to; an exception that it throws undoes the
     *     import and is rethrown
     * @return how many were added, changed and left unchanged, and from when on the import is in effect
     * @throws TokenConflictException if an id or a hash belongs to another token in this store
     * @throws UncertainCommitException if the store stopped answering, and whether the import took place could not be
     *     determined; calling again is safe
     * @throws TokenStoreException if the store does not answer, and nothing was imported; calling again is safe
     */
    public ImportResult importTokens(Consumer<TokenSink> source) {
        return ChangeCommitter.await(engine.changes()
                .make(new ChangeScope.AnyToken(), change -> store.importAll(source, change), ImportResult::new));
    }

    /**
     * Checks that the store answers, for a readiness probe.
     *
     * @throws TokenStoreException if the store does not answer
     */
    public void ping() {
        store.ping();
    }

    /**
     * Writes pending last-used times.
     *
     * @param deadline the longest time to wait
     * @return whether all of them were written; the others are kept and retried
     */
    public boolean flush(Duration deadline) {
        return engine.lastUsed().flush(deadline);
    }

    /**
     * Statistics since this service was built.
     *
     * @return numbers that were read one after another, not at one instant
     */
    public TokenServiceStats stats() {
        return engine.stats();
    }

    /**
     * Leaves the other nodes, so that none of them waits for this one, writes pending last-used times, for at most ten seconds,
     * and closes the store. From then on {@link #authenticate} throws. A second call does nothing.
     *
     * <p>A thread that is already interrupted leaves and writes too, and is interrupted afterwards.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            engine.close();
        }
    }

    /** Commits before it returns; the future completes when the revocation is in effect. */
    private CompletableFuture<Revocation> beginRevoke(String owner, String id) {
        return findStored(owner, id)
                .map(this::beginRevoke)
                .orElseGet(() -> CompletableFuture.completedFuture(new Revocation(Revocation.Outcome.NOT_FOUND, null)));
    }

    private CompletableFuture<Revocation> beginRevoke(StoredToken stored) {
        Token token = stored.token();
        return engine.changes()
                .make(
                        new ChangeScope.OneToken(stored.hash()),
                        change -> store.revoke(token.owner(), token.id(), now(), change),
                        (revoked, receipt) -> new Revocation(
                                revoked ? Revocation.Outcome.REVOKED : Revocation.Outcome.ALREADY_REVOKED, receipt));
    }

    private CompletableFuture<OwnerRevocation> beginRevokeAll(String owner) {
        if (!TextRules.isOwner(owner)) {
            return CompletableFuture.completedFuture(new OwnerRevocation(0, null));
        }
        return engine.changes()
                .make(
                        new ChangeScope.TokensOf(owner),
                        change -> store.revokeAll(owner, now(), change),
                        OwnerRevocation::new);
    }

    private Optional<StoredToken> findStored(String owner, String id) {
        return TextRules.isOwner(owner) && TextRules.isId(id) ? store.find(owner, id) : Optional.empty();
    }

    private Token newToken(TokenRequest request) {
        Instant now = now();
        Instant expiresAt =
                request.lifetime() == null ? null : now.plus(request.lifetime().truncatedTo(ChronoUnit.MICROS));
        return new Token(
                engine.secrets().newId(),
                request.owner(),
                request.label(),
                request.scopes(),
                now,
                expiresAt,
                null,
                null);
    }

    private Instant now() {
        return engine.clocks().micros();
    }
}
