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
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stores tokens. A store receives complete values and resolves races; it neither hashes nor caches nor logs.
 *
 * <p>Every method is safe for concurrent use. Every change is durable when its method returns, and every read sees everything
 * that was durable when it began. Instants are in whole microseconds and are returned unchanged. Texts are compared by code
 * point, so case and trailing spaces matter. Every method throws {@link TokenStoreException} if the store does not answer
 * within a time that the store limits; no method blocks indefinitely.
 *
 * <p>A store that several processes use has a {@link ChangeFeed}. Each method with a {@link ChangeRecord} appends it to the
 * feed in the same transaction, with the last statement before the commit.
 *
 * <p>To test an implementation, extend {@code TokenStoreContract} from the test-jar of this library.
 */
public interface TokenStore extends AutoCloseable {

    /**
     * A store in memory, for tests and demonstrations. Its tokens are lost when the process ends.
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
     * Checks that the store answers, with the cheapest read.
     *
     * @throws TokenStoreException if it does not answer
     */
    void ping();

    /**
     * Adds a token.
     *
     * @param token the row, with every column
     * @return {@code false}, with nothing changed, if its hash or its id already exists; exactly one of several concurrent
     *     calls with the same hash returns {@code true}
     */
    boolean insert(StoredToken token);

    /**
     * Adds a token, unless its owner has the maximum number of active tokens. The maximum is exact: of concurrent calls, on
     * whatever nodes, no more succeed than there is room for.
     *
     * @param token the row, with every column
     * @param maximum how many active tokens the owner can have; tokens with a successor do not count
     * @param rule which tokens are active
     * @return what was done
     */
    InsertResult insert(StoredToken token, int maximum, ActiveRule rule);

    /**
     * Finds a token by its hash, whatever its state.
     *
     * @param hash the hash of what was presented
     * @return the row as last committed
     */
    Optional<StoredToken> findByHash(TokenHash hash);

    /**
     * Finds an owner's token by its id, whatever its state.
     *
     * @param owner the owner of the token
     * @param id the public id
     * @return the row, or nothing if it does not exist or belongs to another owner
     */
    Optional<StoredToken> find(String owner, String id);

    /**
     * Lists a page of tokens in the order of the query.
     *
     * @param query which tokens
     * @param rule which tokens are active
     * @return at most as many tokens as the limit of the query
     */
    List<Token> list(TokenQuery query, ActiveRule rule);

    /**
     * Counts tokens.
     *
     * @param query which tokens; its page and order do not matter
     * @param rule which tokens are active
     * @return how many tokens the query selects
     */
    long count(TokenQuery query, ActiveRule rule);

    /**
     * Revokes a token of an owner, unless it is already revoked. No other column changes.
     *
     * @param owner the owner of the token
     * @param id the public id
     * @param details what to record
     * @param change appended to the feed in any case, even if there is nothing left to revoke
     * @return whether this call revoked the token; exactly one of several concurrent calls returns {@code true}
     * @throws UncertainCommitException if whether the change was made could not be determined
     */
    boolean revoke(String owner, String id, RevocationDetails details, ChangeRecord change);

    /**
     * Revokes all tokens of an owner that are not yet revoked, in one change. Before that, the change deletes the {@linkplain
     * #deviceCodes device codes} that the owner approved.
     *
     * @param owner the owner of the tokens
     * @param details what to record
     * @param change appended to the feed in any case, even if there is nothing to revoke
     * @return how many tokens this call revoked
     * @throws UncertainCommitException if whether the change was made could not be determined
     */
    int revokeAll(String owner, RevocationDetails details, ChangeRecord change);

    /**
     * Revokes tokens that a query selects and that are not yet revoked, in one change.
     *
     * @param query which tokens; its page and order do not matter
     * @param rule which tokens are active
     * @param limit how many tokens to revoke at most
     * @param details what to record
     * @param change appended to the feed in any case, even if there is nothing to revoke
     * @return how many tokens this call revoked; if fewer than the limit, none that could be revoked is left
     * @throws UncertainCommitException if whether the change was made could not be determined
     */
    int revoke(TokenQuery query, ActiveRule rule, int limit, RevocationDetails details, ChangeRecord change);

    /**
     * Adds the successor of an active token and ends that token, in one change: it expires at the given time unless it expires
     * earlier, and names its successor.
     *
     * @param succession what to replace, and by what
     * @param rule which tokens are active
     * @param change appended to the feed at least if the token was rotated
     * @return what was done
     * @throws UncertainCommitException if whether the change was made could not be determined
     */
    Succession.Result rotate(Succession succession, ActiveRule rule, ChangeRecord change);

    /**
     * Changes the label of a token. No other column changes.
     *
     * @param owner the owner of the token
     * @param id the public id
     * @param label the new label, or {@code null} for none
     * @param change appended to the feed in any case
     * @return whether the owner has such a token
     * @throws UncertainCommitException if whether the change was made could not be determined
     */
    boolean rename(String owner, String id, @Nullable String label, ChangeRecord change);

    /**
     * Deletes all tokens of an owner in one change, and before them the {@linkplain #deviceCodes device codes} that the owner
     * approved.
     *
     * @param owner the owner of the tokens
     * @param change appended to the feed in any case
     * @return how many tokens were deleted
     * @throws UncertainCommitException if whether the change was made could not be determined
     */
    int erase(String owner, ChangeRecord change);

    /**
     * Records the last uses of tokens and their addresses. A last-used time never decreases, unless the stored one is later than
     * the limit: a use older than the stored one changes nothing, and neither does a use of a token that does not exist. No other
     * column changes, so a revoked token stays revoked.
     *
     * @param uses at most one per token
     * @param latest a stored time after this was written by a clock that was wrong, and is replaced
     */
    void recordUses(Collection<TokenUse> uses, Instant latest);

    /**
     * Records refused uses of ended tokens and their addresses, each of them only if none was recorded for its token in the
     * interval before. Of concurrent calls for one token, on whatever nodes, one records. No other column changes.
     *
     * @param uses at most one per token
     * @param interval how long after a recorded use the next one is recorded
     * @param latest a stored time after this was written by a clock that was wrong, and is replaced
     * @return the ids of the tokens whose use this call has recorded
     */
    Set<String> recordRefusals(Collection<TokenUse> uses, Duration interval, Instant latest);

    /**
     * Lists the tokens whose owners are to be reminded that they expire. Such a token is active, has no successor, expires within
     * the time, was not yet {@linkplain #confirmReminder confirmed} for this time or a shorter one, and is not claimed at the time
     * of the rule. Most tokens that expire soon were confirmed before, so a page is limited by how many of them it examines.
     *
     * @param before how long before the expiry to remind, in whole seconds
     * @param after where the previous page ended, or {@code null} for the first page
     * @param limit how many of the tokens that expire within the time to examine, 1 to 1000
     * @param rule which tokens are active
     * @return the page
     */
    ExpiringPage listExpiring(Duration before, ExpiringPage.@Nullable Position after, int limit, ActiveRule rule);

    /**
     * Claims a token that {@link #listExpiring} would list now.
     *
     * @param tokenId the public id
     * @param claim the claim
     * @param rule which tokens are active
     * @return whether the token was claimed; of concurrent calls, on whatever nodes, one returns {@code true}
     */
    boolean claimReminder(String tokenId, ReminderClaim claim, ActiveRule rule);

    /**
     * Ends a claim, and records that the owner of the token was reminded.
     *
     * @param tokenId the public id
     * @param claim the claim
     * @return {@code false}, with nothing changed, if the token no longer exists or was claimed by another caller since
     */
    boolean confirmReminder(String tokenId, ReminderClaim claim);

    /**
     * Deletes tokens that ended long ago. Only this and {@link #erase} delete a token.
     *
     * @param endedBefore tokens that were revoked, or expired, before this instant are deleted
     * @return how many were deleted
     */
    int purge(Instant endedBefore);

    /**
     * Lists a page of all tokens of all owners, whatever their state, by ascending id.
     *
     * @param afterId the last id of the previous page, or an empty text for the first page
     * @param limit 1 to 1000
     * @return at most as many tokens as the limit
     */
    List<StoredToken> listAll(String afterId, int limit);

    /**
     * Imports tokens in one change: all of them, or none if this method throws anything.
     *
     * @param source called once, with the sink to add the tokens to; an exception that it throws is rethrown
     * @param change appended to the feed
     * @return how many tokens were added, changed and left unchanged
     * @throws TokenConflictException if a token conflicts with the one that is stored under its id or its hash
     * @throws UncertainCommitException if whether the change was made could not be determined
     */
    ImportCounts importAll(Consumer<TokenSink> source, ChangeRecord change);

    /**
     * The change feed of this store, which allows several nodes to cache its tokens.
     *
     * @return the feed, or nothing if only one process ever uses this store, which then ignores every {@link ChangeRecord}
     */
    default Optional<ChangeFeed> changeFeed() {
        return Optional.empty();
    }

    /**
     * The device codes of this store, which {@link io.anchorify.auth.TokenService#deviceFlow} needs.
     *
     * @return the store of device codes, or nothing if this store does not support them
     */
    default Optional<DeviceCodeStore> deviceCodes() {
        return Optional.empty();
    }

    /** Releases what the store opened itself; a data source that it was given stays open. A second call does nothing. */
    @Override
    void close();
}
