package io.anchorify.auth.spi;

import io.anchorify.auth.DeviceRequest;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.UncertainCommitException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Stores the codes of device authorizations (RFC 8628) beside the tokens. Rows live for minutes, and contain no secret. The rules
 * of {@link TokenStore} apply: concurrent use, durability, exact texts, times in whole microseconds, and a {@link
 * TokenStoreException} if the store does not answer.
 *
 * <p>{@link TokenStore#erase} and {@link TokenStore#revokeAll} also delete the codes that their owner approved, in the same
 * transaction and before the tokens, so that no token is issued afterwards.
 */
public interface DeviceCodeStore {

    /**
     * Adds an undecided row.
     *
     * @param code the row
     * @param maximum how many undecided rows that have not expired the store can have; concurrent calls can exceed it by their
     *     number
     * @return what was done; {@link InsertResult#DUPLICATE} if the hash or the user code exists
     */
    InsertResult add(DeviceCode code, int maximum);

    /**
     * Finds a row by its device code, whatever its state.
     *
     * @param hash the SHA-256 of the device code
     * @return the row as last committed
     */
    Optional<DeviceCode> find(TokenHash hash);

    /**
     * Finds a row by its user code, whatever its state.
     *
     * @param userCode as in {@link DeviceRequest#userCode}
     * @return the row as last committed
     */
    Optional<DeviceCode> find(String userCode);

    /**
     * Approves a request, unless it was decided or has expired.
     *
     * @param userCode as in {@link DeviceRequest#userCode}
     * @param approved the token to issue
     * @param now the current time
     * @return whether this call approved it; of concurrent decisions, on whatever nodes, one returns {@code true}
     */
    boolean approve(String userCode, TokenRequest approved, Instant now);

    /**
     * Denies a request, unless it was decided or has expired.
     *
     * @param userCode as in {@link DeviceRequest#userCode}
     * @param now the current time
     * @return whether this call denied it; of concurrent decisions, on whatever nodes, one returns {@code true}
     */
    boolean deny(String userCode, Instant now);

    /**
     * Records a poll of an undecided row.
     *
     * @param polled the row as it was read
     * @param at when the device polled
     * @param interval how long the device waits between two polls from now on
     * @return {@code false}, with nothing changed, if the row was decided, polled or deleted since it was read
     */
    boolean recordPoll(DeviceCode polled, Instant at, Duration interval);

    /**
     * Deletes an approved row and adds its token, in one transaction.
     *
     * @param redemption what to delete and what to add
     * @param rule which tokens are active; the row must not have expired at its instant
     * @return what was done
     * @throws UncertainCommitException if whether the token was added could not be determined
     */
    Redemption.Result redeem(Redemption redemption, ActiveRule rule);

    /**
     * Deletes rows that have expired, whatever their state.
     *
     * @param now the current time
     * @param limit how many rows to delete at most, 1 to 1000
     * @return how many were deleted
     */
    int deleteExpired(Instant now, int limit);
}
