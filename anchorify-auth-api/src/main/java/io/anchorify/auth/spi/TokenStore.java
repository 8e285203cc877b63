package io.anchorify.auth.spi;

import io.anchorify.auth.ImportCounts;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenConflictException;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenSink;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.UncertainCommitException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where tokens are kept. A store is handed finished values and settles races; it hashes, caches and logs nothing.
 *
 * <p>Every method may be called by many threads at once. Every change is durable when its method returns, and every
 * read sees all that was durable when it began. Instants come in whole microseconds and come back equal; texts compare
 * exactly, by code point, with case and trailing spaces counting. Every method throws {@link TokenStoreException} if
 * the store does not answer within a time that the store bounds; no method blocks for ever.
 *
 * <p>A store that several processes use at once has a {@link ChangeFeed}. Each method that is handed a {@link ChangeRecord}
 * enters it there in the same transaction, as its last statement before the commit.
 *
 * <p>Extend {@code TokenStoreContract}, which is in this library's test-jar, to prove a store.
 */
public interface TokenStore extends AutoCloseable {

    /**
     * A store in the memory of this process, for tests and trials. Its tokens are gone with the process.
     *
     * @return a new, empty store
     */
    static TokenStore inMemory() {
        return new InMemoryTokenStore();
    }

    /**
     * Checks that the store is set up. Called once, before the store is used.
     *
     * @throws TokenStoreException if a table or a column is missing; the message says what to run
     */
    void verify();

    /**
     * Asks the store for a sign of life by the cheapest read there is.
     *
     * @throws TokenStoreException if it does not answer
     */
    void ping();

    /**
     * Adds a token.
     *
     * @param token the row, with every column
     * @return {@code false}, with nothing changed, if its hash or its id is taken; of concurrent calls with one hash
     *     exactly one returns {@code true}
     */
    boolean insert(StoredToken token);

    /**
     * Finds a token by its hash, whatever its state.
     *
     * @param hash the hash of what was presented
     * @return the row as it was committed last
     */
    Optional<StoredToken> findByHash(TokenHash hash);

    /**
     * Finds an owner's token by its id, whatever its state.
     *
     * @param owner whose token
     * @param id the public id
     * @return the row, or nothing if there is none or if it belongs to another owner
     */
    Optional<StoredToken> find(String owner, String id);

    /**
     * Lists a page of an owner's tokens, newest first, equal times by descending id.
     *
     * @param query which tokens; its limit is within range
     * @param now what decides whether a token has expired
     * @return at most as many as the limit
     */
    List<Token> list(TokenQuery query, Instant now);

    /**
     * Revokes an owner's token, unless it is revoked already. No other column changes.
     *
     * @param owner whose token
     * @param id the public id
     * @param revokedAt when
     * @param change what is entered into the feed with it, also if there was nothing to revoke any more
     * @return whether this call revoked it; of concurrent calls for one token exactly one returns {@code true}
     * @throws UncertainCommitException if it could not be found out whether the change was made
     */
    boolean revoke(String owner, String id, Instant revokedAt, ChangeRecord change);

    /**
     * Revokes all of an owner's tokens that are not revoked yet, in one change.
     *
     * @param owner whose tokens
     * @param revokedAt when
     * @param change what is entered into the feed with it, also if there was nothing to revoke
     * @return how many this call revoked
     * @throws UncertainCommitException if it could not be found out whether the change was made
     */
    int revokeAll(String owner, Instant revokedAt, ChangeRecord change);

    /**
     * Notes uses. A last-used time only ever grows: an older use than the stored one changes nothing, and neither does a
     * use of a token that does not exist. No other column is touched, so a revoked token stays revoked.
     *
     * @param uses at most one for each token
     */
    void recordUses(Collection<TokenUse> uses);

    /**
     * Removes tokens that ended long ago. Nothing else ever removes one.
     *
     * @param endedBefore tokens that were revoked, or expired, before this instant go
     * @return how many were removed
     */
    int purge(Instant endedBefore);

    /**
     * Lists a page of all tokens of all owners, whatever their state, by ascending id.
     *
     * @param afterId the last id of the page before, or an empty text for the first page
     * @param limit 1 to 1000
     * @return at most as many as the limit
     */
    List<StoredToken> listAll(String afterId, int limit);

    /**
     * Imports tokens in one change: all of them, or none if this method throws anything.
     *
     * @param source called once, with what takes the tokens; what it throws is thrown on
     * @param change what is entered into the feed with it
     * @return how many were added, changed and left
     * @throws TokenConflictException if a token cannot be the one that is stored under its id or its hash
     * @throws UncertainCommitException if it could not be found out whether the change was made
     */
    ImportCounts importAll(Consumer<TokenSink> source, ChangeRecord change);

    /**
     * The feed of what is changed in this store, by which several nodes can each have a cache.
     *
     * @return the feed, or nothing if only one process ever uses this store; the changes that its methods are handed are
     *     then of no use
     */
    default Optional<ChangeFeed> changeFeed() {
        return Optional.empty();
    }

    /** Gives back what the store opened itself; a data source that it was handed stays open. A second call does nothing. */
    @Override
    void close();
}
