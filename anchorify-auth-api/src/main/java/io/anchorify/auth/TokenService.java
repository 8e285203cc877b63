package io.anchorify.auth;

import io.anchorify.auth.internal.Engine;
import io.anchorify.auth.internal.ScheduledPurge;
import io.anchorify.auth.internal.cluster.ChangeCommitter;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.ChangeScope;
import io.anchorify.auth.spi.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
 * services, which occupies one thread and one connection of the store until the service is closed. Revocations, last-used
 * times and listeners use threads that stop after a minute without work.
 */
public final class TokenService implements TokenAuthenticator, AutoCloseable {

    private static final Duration FLUSH_BEFORE_EXPORT = Duration.ofSeconds(5);
    private static final int EXPORT_PAGE = 1000;

    private final TokenStore store;
    private final Engine engine;
    private final TokenIssuer issuer;
    private final TokenRotator rotator;
    private final TokenRevoker revoker;
    private final @Nullable DeviceFlow deviceFlow;
    private final AtomicBoolean closed = new AtomicBoolean();

    TokenService(Engine engine) {
        this.store = engine.store();
        this.engine = engine;
        this.issuer = new TokenIssuer(engine);
        this.rotator = new TokenRotator(engine, issuer);
        this.revoker = new TokenRevoker(engine);
        this.deviceFlow = store.deviceCodes()
                .map(codes -> new DeviceFlow(engine, issuer, codes))
                .orElse(null);
        if (engine.policy().policy().chainRevokedOnReuse()) {
            engine.onRefusedUse(new ReuseDetection(engine, revoker));
        }
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
     * Issues a token with the default lifetime of the policy. Without a policy, it does not expire.
     *
     * @param owner the host application's own user id: 1 to 255 characters
     * @param label a name for the token, at most 100 characters; {@code null} or blank for none
     * @return the token, durable in the store, with its secret
     * @throws IllegalArgumentException if owner or label does not have the described form
     * @throws TokenPolicyException if the owner has the maximum number of tokens
     * @throws TokenStoreException if the store does not answer; no secret was returned
     */
    public IssuedToken issue(String owner, @Nullable String label) {
        return issue(TokenRequest.of(owner).label(label));
    }

    /**
     * Issues a token.
     *
     * @param request the parameters of the token
     * @return the token, durable in the store, with its secret
     * @throws TokenPolicyException if the policy does not allow this lifetime or another token of this owner
     * @throws TokenStoreException if the store does not answer; no secret was returned
     */
    public IssuedToken issue(TokenRequest request) {
        return issuer.issue(request);
    }

    /**
     * The device authorization grant (RFC 8628), with which a command without a browser gets a token.
     *
     * @return the same object each time; it has no thread of its own
     * @throws UnsupportedOperationException if the store of this service does not keep device codes
     */
    public DeviceFlow deviceFlow() {
        if (deviceFlow == null) {
            throw new UnsupportedOperationException("The token store "
                    + store.getClass().getName() + " does not keep device codes. Implement TokenStore.deviceCodes()");
        }
        return deviceFlow;
    }

    /**
     * Decides on a presented token. A cached token costs one SHA-256 and one read of the cache; a text that does not have the
     * token format costs neither. A token that is bound to networks is rejected, because the address of the client is not
     * known.
     *
     * @param presented the text after {@code Bearer}, not yet trusted
     * @return the principal, or the reason for the rejection
     * @throws AuthenticationUnavailableException if the store did not answer in time, too many lookups are in progress, or
     *     this service is closed; the client is answered 503
     */
    @Override
    public Authentication authenticate(String presented) {
        return authenticate(presented, () -> null);
    }

    /**
     * Decides on a token that was presented from an address. A token that is bound to networks is rejected if the address is
     * outside of them, is {@code null} or is no address.
     *
     * @param presented the text after {@code Bearer}, not yet trusted
     * @param remoteAddress from where it was presented; called only if the answer depends on it, or if it
     *     is {@linkplain TokenServiceBuilder#recordRemoteAddress recorded} now
     * @return the principal, or the reason for the rejection
     * @throws AuthenticationUnavailableException as {@link #authenticate(String)} does
     */
    @Override
    public Authentication authenticate(String presented, Supplier<@Nullable String> remoteAddress) {
        Objects.requireNonNull(presented, "presented");
        if (closed.get()) {
            throw new AuthenticationUnavailableException("The token service is closed", null);
        }
        return engine.authenticator().authenticate(presented, remoteAddress);
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
     * Finds the token of a secret, whatever its state, for example to find out whose token was leaked. Authenticates nobody, and
     * does not count as a use.
     *
     * @param secret the cleartext of a token
     * @return the token, or nothing if the text is no token of this service
     * @throws TokenStoreException if the store does not answer
     */
    public Optional<Token> identify(String secret) {
        return Optional.ofNullable(engine.hashers().hash(secret)).flatMap(this::identify);
    }

    /**
     * Finds the token of a hash, whatever its state. Authenticates nobody, and does not count as a use.
     *
     * @param hash the SHA-256 of a cleartext
     * @return the token, or nothing if there is none
     * @throws TokenStoreException if the store does not answer
     */
    public Optional<Token> identify(TokenHash hash) {
        return store.findByHash(hash).map(StoredToken::token);
    }

    /**
     * The state of a token now, by the policy of this service.
     *
     * @param token a token as it was read
     * @return the state
     */
    public TokenState state(Token token) {
        return engine.policy().at(engine.clocks().instant()).stateOf(token);
    }

    /**
     * The policy of this service, for example to offer only lifetimes that it allows.
     *
     * @return the policy; {@link TokenPolicy#none} if none was set
     */
    public TokenPolicy policy() {
        return engine.policy().policy();
    }

    /**
     * Lists a page of tokens.
     *
     * @param query which tokens
     * @return the page; the last page has fewer tokens than the limit of the query
     * @throws TokenStoreException if the store does not answer
     */
    public List<Token> list(TokenQuery query) {
        return store.list(query, engine.policy().at(now()));
    }

    /**
     * Counts tokens, for example those that a stricter policy would end.
     *
     * @param query which tokens; its page does not matter
     * @return how many
     * @throws TokenStoreException if the store does not answer
     */
    public long count(TokenQuery query) {
        return store.count(query, engine.policy().at(now()));
    }

    /**
     * Changes the label of a token, and waits until every node knows it.
     *
     * @param owner the owner of the token
     * @param id its public id, in whatever form a client sent it
     * @param label at most 100 characters; {@code null} or blank for none
     * @return whether the owner has such a token
     * @throws IllegalArgumentException if the label does not have the described form
     * @throws TokenStoreException as {@link #revoke} does
     */
    public boolean rename(String owner, String id, @Nullable String label) {
        String stripped = TokenRequest.of("any").label(label).label();
        Optional<StoredToken> stored = findStored(owner, id);
        return stored.isPresent()
                && ChangeCommitter.await(engine.changes()
                        .make(
                                new ChangeScope.OneToken(stored.get().hash()),
                                change -> rename(owner, id, stripped, change),
                                (found, receipt) -> found));
    }

    /**
     * Replaces an active token by a successor with the same label, scopes, attributes, networks and lifetime. The predecessor
     * stays valid for a grace period, in which its user replaces the secret. Both changes are one transaction. A token can be
     * rotated once; of several concurrent calls, one succeeds.
     *
     * <p>With a grace period, each node ends the predecessor by its own wall clock. Without one, no node accepts the predecessor
     * once this has returned with a receipt, as after {@link #revoke}.
     *
     * @param owner the owner of the token
     * @param id its public id, in whatever form a client sent it
     * @param grace zero to 365 days; a fraction of a microsecond is dropped
     * @return the successor with its secret
     * @throws IllegalArgumentException if the grace period is out of range
     * @throws RotationException if the owner has no such token, or it is not active or was rotated before
     * @throws UncertainCommitException if the store stopped answering, and whether the token was rotated could not be
     *     determined; if {@link #find} then returns a token with a successor, revoke that one, because its secret is lost
     * @throws TokenStoreException if the store does not answer, or has lost the rotation in a failover, and nothing was changed
     */
    public Rotation rotate(String owner, String id, Duration grace) {
        return rotate(owner, id, grace, null);
    }

    /**
     * Rotates a token on behalf of an actor.
     *
     * @param owner the owner of the token
     * @param id its public id, in whatever form a client sent it
     * @param grace zero to 365 days; a fraction of a microsecond is dropped
     * @param by the actor, 1 to 255 characters; {@code null} for the owner
     * @return the successor with its secret
     * @throws RotationException as {@link #rotate(String, String, Duration)} does
     * @throws TokenStoreException as {@link #rotate(String, String, Duration)} does
     */
    public Rotation rotate(String owner, String id, Duration grace, @Nullable String by) {
        return rotator.rotate(findStored(owner, id), grace, by);
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
        return revoke(owner, id, null, null);
    }

    /**
     * Revokes one token, and records who did so and why.
     *
     * @param owner the owner of the token
     * @param id its public id, in whatever form a client sent it
     * @param by the actor, 1 to 255 characters; {@code null} for the owner
     * @param reason why, 1 to 255 characters, or {@code null}
     * @return what was found, and from when on every node rejects the token
     * @throws IllegalArgumentException if actor or reason does not have that form
     * @throws TokenStoreException as {@link #revoke(String, String)} does
     */
    public Revocation revoke(String owner, String id, @Nullable String by, @Nullable String reason) {
        return ChangeCommitter.await(revoker.begin(findStored(owner, id), revoker.details(by, reason)));
    }

    /**
     * Does the same as {@link #revoke}, on a thread of this service.
     *
     * @param owner the owner of the token
     * @param id its public id, in whatever form a client sent it
     * @return completed when no node accepts the token, or failed with what {@link #revoke} throws
     */
    public CompletionStage<Revocation> revokeAsync(String owner, String id) {
        return engine.threads().call(() -> revoker.begin(findStored(owner, id), revoker.details(null, null)));
    }

    /**
     * Revokes all tokens of an owner that exist when the change is made, and waits until the revocation is in effect on every
     * node. A {@linkplain #deviceFlow device} that the owner approved, and that has no token yet, does not get one.
     *
     * @param owner the owner of the tokens
     * @return how many were not revoked before, and from when on every node rejects them
     * @throws UncertainCommitException as {@link #revoke} does
     * @throws TokenStoreException as {@link #revoke} does
     */
    public BulkRevocation revokeAll(String owner) {
        return revokeAll(owner, null, null);
    }

    /**
     * Revokes all tokens of an owner, and records who did so and why.
     *
     * @param owner the owner of the tokens
     * @param by the actor, 1 to 255 characters; {@code null} for the owner
     * @param reason why, 1 to 255 characters, or {@code null}
     * @return how many were not revoked before, and from when on every node rejects them
     * @throws TokenStoreException as {@link #revoke(String, String)} does
     */
    public BulkRevocation revokeAll(String owner, @Nullable String by, @Nullable String reason) {
        return ChangeCommitter.await(revoker.beginAll(owner, revoker.details(by, reason)));
    }

    /**
     * Revokes all tokens of an owner but one, for example the one that is in use.
     *
     * @param owner the owner of the tokens
     * @param id the public id of the token that stays
     * @param by the actor, 1 to 255 characters; {@code null} for the owner
     * @param reason why, 1 to 255 characters, or {@code null}
     * @return how many were not revoked before, and from when on every node rejects them
     * @throws TokenStoreException as {@link #revoke(String, String)} does
     */
    public BulkRevocation revokeAllExcept(String owner, String id, @Nullable String by, @Nullable String reason) {
        return TextRules.isOwner(owner)
                ? revoke(TokenQuery.of(owner).which(TokenQuery.Which.ALL).except(id), by, reason)
                : new BulkRevocation(0, null);
    }

    /**
     * Revokes all tokens that a query selects and that are not yet revoked, and waits until the revocation is in effect on every
     * node. Runs in batches of 5,000 tokens; if it fails, some of them may have been revoked, and calling again revokes the rest.
     *
     * <pre>{@code
     * TokenQuery unused = TokenQuery.all().unusedSince(Instant.now().minus(Duration.ofDays(365)));
     * long affected = tokens.count(unused);
     * tokens.revoke(unused, "security", "not used for a year");
     * }</pre>
     *
     * @param query which tokens; its page does not matter
     * @param by the actor, 1 to 255 characters; {@code null} for the owners
     * @param reason why, 1 to 255 characters, or {@code null}
     * @return how many were revoked, and from when on every node rejects them
     * @throws TokenStoreException as {@link #revoke(String, String)} does
     */
    public BulkRevocation revoke(TokenQuery query, @Nullable String by, @Nullable String reason) {
        return revoker.revoke(query, revoker.details(by, reason));
    }

    /**
     * Deletes all tokens of an owner, for example because the owner asked for the erasure of personal data, and waits until no
     * node accepts them. A {@linkplain #deviceFlow device} that the owner approved, and that has no token yet, does not get one.
     *
     * @param owner the owner of the tokens
     * @return how many were deleted, and from when on every node rejects them
     * @throws TokenStoreException as {@link #revoke(String, String)} does
     */
    public Erasure erase(String owner) {
        return revoker.erase(owner);
    }

    /**
     * Does the same as {@link #revokeAll}, on a thread of this service.
     *
     * @param owner the owner of the tokens
     * @return completed when no node accepts any of the tokens, or failed with what {@link #revokeAll} throws
     */
    public CompletionStage<BulkRevocation> revokeAllAsync(String owner) {
        return engine.threads().call(() -> revoker.beginAll(owner, revoker.details(null, null)));
    }

    /**
     * Hands each active token that expires soon to one caller in the cluster, once for each time before its expiry, to remind its
     * owner. Call it regularly on any number of nodes, with the shortest time first:
     *
     * <pre>{@code
     * for (int days : new int[] {1, 7, 30}) {
     *     tokens.claimExpiring(Duration.ofDays(days), token -> System.out.println("Remind " + token.owner()));
     * }
     * }</pre>
     *
     * <p>A token is claimed in the store, handed to the consumer, and confirmed. It is handed out again, ten minutes after it was
     * claimed, only if this process died or the consumer threw before it was confirmed, or if the store did not answer then.
     * A consumer that takes longer than ten minutes for a token, or clocks that differ by more, can hand it out twice.
     *
     * <p>A token whose owner was reminded is handed out again only for a shorter time before its expiry. A token without an expiry
     * or with a successor is never handed out.
     *
     * @param before 1 second to 36,500 days; a fraction of a second is dropped
     * @param reminder called with one token after another, on this thread, soonest expiry first; an exception that it throws
     *     ends this call and is rethrown, and other tokens are handed out by the next call
     * @return how many tokens were handed out and confirmed
     * @throws IllegalArgumentException if the time is out of range
     * @throws TokenStoreException if the store does not answer; a token that was handed out may not be confirmed then
     */
    public int claimExpiring(Duration before, Consumer<Token> reminder) {
        return new TokenReminder(engine).claimExpiring(before, reminder);
    }

    /**
     * Deletes tokens that ended long ago from the store, and up to 1,000 expired device codes. Only this and {@link #erase} delete a
     * token.
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
        int purged = store.purge(endedBefore);
        if (deviceFlow != null) {
            deviceFlow.purge();
        }
        if (purged > 0) {
            engine.events().publish(new TokenEvent.Purged(endedBefore, purged, now()));
        }
        return purged;
    }

    void startPurge(Duration keptFor) {
        new ScheduledPurge(
                        this::purge, engine.clocks(), keptFor, engine.threads().coordination())
                .start();
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
        engine.usage().flush(FLUSH_BEFORE_EXPORT);
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
                .make(new ChangeScope.AnyToken(), change -> importAll(source, change), ImportResult::new));
    }

    /**
     * Imports tokens of one format, as {@link #importTokens(Consumer)} does, unless no request could present them.
     *
     * @param format the format of all tokens that the source adds; their hashes do not reveal it
     * @param source called once, on this thread, with the sink to add the tokens to
     * @return how many were added, changed and left unchanged, and from when on the import is in effect
     * @throws IllegalArgumentException if this service does not accept the format; the source was not called, and the message
     *     says which option to add
     * @throws TokenConflictException as {@link #importTokens(Consumer)} does
     * @throws UncertainCommitException as {@link #importTokens(Consumer)} does
     * @throws TokenStoreException as {@link #importTokens(Consumer)} does
     */
    public ImportResult importTokens(TokenFormat format, Consumer<TokenSink> source) {
        requireAccepted(format);
        return importTokens(source);
    }

    /**
     * The formats of tokens that this service accepts.
     *
     * @return an unmodifiable list; the first is the format of new tokens
     */
    public List<TokenFormat> acceptedFormats() {
        return engine.formats().stream().map(TokenFormat::new).toList();
    }

    /**
     * Checks that requests can present tokens of a format, before an import of such tokens.
     *
     * @param format the format of the tokens
     * @throws IllegalArgumentException if no accepted format includes it; the message says which option to add
     */
    public void requireAccepted(TokenFormat format) {
        if (acceptedFormats().stream().noneMatch(accepted -> accepted.includes(format))) {
            throw new IllegalArgumentException("This service does not accept tokens of this format, so no request could"
                    + " present them. Add .accept(" + format + ") to the builder of the service");
        }
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
     * Writes pending last-used times and refused uses.
     *
     * @param deadline the longest time to wait
     * @return whether all of them were written; the others are kept and retried
     */
    public boolean flush(Duration deadline) {
        return engine.usage().flush(deadline);
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
     * Leaves the other nodes, so that none of them waits for this one, writes pending last-used times for at most ten seconds,
     * delivers waiting events for at most five seconds, and closes the store. From then on {@link #authenticate} throws. A second call does nothing.
     *
     * <p>A thread that is already interrupted leaves and writes too, and is interrupted afterwards.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            engine.close();
        }
    }

    private boolean rename(String owner, String id, @Nullable String label, ChangeRecord change) {
        boolean found = store.rename(owner, id, label, change);
        if (found) {
            engine.events().publish(new TokenEvent.Renamed(owner, id, label, now()));
        }
        return found;
    }

    private ImportCounts importAll(Consumer<TokenSink> source, ChangeRecord change) {
        ImportCounts counts = store.importAll(source, change);
        if (counts.added() + counts.changed() > 0) {
            engine.events().publish(new TokenEvent.Imported(counts, now()));
        }
        return counts;
    }

    private Optional<StoredToken> findStored(String owner, String id) {
        return TextRules.isOwner(owner) && TextRules.isId(id) ? store.find(owner, id) : Optional.empty();
    }

    private Instant now() {
        return engine.clocks().micros();
    }
}
