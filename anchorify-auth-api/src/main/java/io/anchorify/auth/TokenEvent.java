package io.anchorify.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to tokens. A {@link TokenListener} receives it from the one service that made the change, after the commit. No
 * event contains a secret or a hash.
 *
 * <p>A change that had nothing to change causes no event: revoking a revoked token, or purging when no token ended long ago.
 */
public sealed interface TokenEvent {

    /**
     * When it happened, by the clock of the service that reports it.
     *
     * @return in whole microseconds
     */
    Instant at();

    /**
     * A token was issued.
     *
     * @param token the token
     */
    record Issued(Token token) implements TokenEvent {

        @Override
        public Instant at() {
            return token.createdAt();
        }
    }

    /**
     * A token was replaced by a successor.
     *
     * @param successor the new token, of the same owner
     * @param predecessorId the public id of the replaced token
     * @param predecessorEndsAt from when on the replaced token is rejected
     */
    record Rotated(Token successor, String predecessorId, Instant predecessorEndsAt) implements TokenEvent {

        @Override
        public Instant at() {
            return successor.createdAt();
        }
    }

    /**
     * A token has another label.
     *
     * @param owner the owner of the token
     * @param tokenId its public id
     * @param label the new label, or {@code null} for none
     * @param at when
     */
    record Renamed(String owner, String tokenId, @Nullable String label, Instant at) implements TokenEvent {}

    /**
     * One token was revoked. Other nodes may still need the time to apply it that the receipt of the revocation shows.
     *
     * @param owner the owner of the token
     * @param tokenId its public id
     * @param at when
     * @param by who revoked it, or {@code null} if the application did not say
     * @param reason why, or {@code null} if the application did not say
     */
    record Revoked(
            String owner,
            String tokenId,
            Instant at,
            @Nullable String by,
            @Nullable String reason) implements TokenEvent {}

    /**
     * All tokens of an owner were revoked.
     *
     * @param owner the owner of the tokens
     * @param count how many tokens this change revoked, 1 or more
     * @param at when
     * @param by who revoked them, or {@code null} if the application did not say
     * @param reason why, or {@code null} if the application did not say
     */
    record OwnerRevoked(
            String owner,
            long count,
            Instant at,
            @Nullable String by,
            @Nullable String reason) implements TokenEvent {}

    /**
     * Tokens that a query selects were revoked. Many of them are revoked in several changes, each with an event of its own.
     *
     * @param query which tokens
     * @param count how many tokens this change revoked, 1 or more
     * @param at when
     * @param by who revoked them, or {@code null} if the application did not say
     * @param reason why, or {@code null} if the application did not say
     */
    record TokensRevoked(
            TokenQuery query,
            long count,
            Instant at,
            @Nullable String by,
            @Nullable String reason) implements TokenEvent {}

    /**
     * All tokens of an owner were deleted.
     *
     * @param owner the owner of the tokens
     * @param count how many tokens were deleted, 1 or more
     * @param at when
     */
    record Erased(String owner, long count, Instant at) implements TokenEvent {}

    /**
     * Tokens that ended long ago were deleted.
     *
     * @param endedBefore tokens that ended before this instant were deleted
     * @param count how many tokens were deleted, 1 or more
     * @param at when
     */
    record Purged(Instant endedBefore, long count, Instant at) implements TokenEvent {}

    /**
     * Tokens were imported.
     *
     * @param counts how many tokens were added, changed and left unchanged; some were added or changed
     * @param at when
     */
    record Imported(ImportCounts counts, Instant at) implements TokenEvent {}

    /**
     * An ended token was presented and refused. Reported at most once a minute per token, by one of the nodes.
     *
     * @param owner the owner of the token
     * @param tokenId its public id
     * @param reason why it was refused
     * @param at when it was presented
     * @param remoteAddress from where, or {@code null} if the service does not record addresses
     */
    record RefusedUse(
            String owner,
            String tokenId,
            RejectionReason reason,
            Instant at,
            @Nullable String remoteAddress) implements TokenEvent {}
}
