package io.anchorify.examples.jetty.web;

import io.anchorify.auth.Token;
import io.anchorify.auth.TokenState;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table row of the dashboard.
 *
 * @param id its public id
 * @param label the label, or a placeholder
 * @param named whether the token has a label
 * @param created when it was issued
 * @param lastUsed when it was used last, or {@code null}
 * @param lastUsedFrom the address of that use, or {@code null} if addresses are not recorded
 * @param rotatedUntil until when an active token works that was rotated, or {@code null}
 * @param end how the token ended, or {@code null} if it is active
 */
public record TokenRow(
        String id,
        String label,
        boolean named,
        DisplayTime created,
        @Nullable DisplayTime lastUsed,
        @Nullable String lastUsedFrom,
        @Nullable DisplayTime rotatedUntil,
        @Nullable End end) {

    /**
     * How a token ended.
     *
     * @param how for example Revoked
     * @param at when, or {@code null} if the policy of the server ended it
     * @param by who revoked it, or {@code null} if the owner did
     * @param reason why it was revoked, or {@code null}
     * @param refused when it was last presented afterwards, or {@code null}
     * @param refusedFrom the address of that request, or {@code null} if addresses are not recorded
     */
    public record End(
            String how,
            @Nullable DisplayTime at,
            @Nullable String by,
            @Nullable String reason,
            @Nullable DisplayTime refused,
            @Nullable String refusedFrom) {

        static End of(Token token, TokenState state, Instant now) {
            return new End(
                    how(state),
                    DisplayTime.of(endOf(token, state), now),
                    token.revokedBy(),
                    token.revokeReason(),
                    DisplayTime.of(token.lastRefusedAt(), now),
                    token.lastRefusedFrom());
        }

        private static String how(TokenState state) {
            return switch (state) {
                case ACTIVE -> "Ended";
                case REVOKED -> "Revoked";
                case EXPIRED -> "Expired";
                case SUPERSEDED -> "Rotated";
                case TOO_OLD -> "Too old";
                case IDLE -> "Unused for too long";
            };
        }

        private static @Nullable Instant endOf(Token token, TokenState state) {
            return switch (state) {
                case ACTIVE, TOO_OLD, IDLE -> null;
                case REVOKED -> token.revokedAt();
                case EXPIRED -> token.expiresAt();
                case SUPERSEDED ->
                    Stream.of(token.revokedAt(), token.expiresAt())
                            .filter(Objects::nonNull)
                            .min(Instant::compareTo)
                            .orElse(null);
            };
        }
    }

    static TokenRow of(Token token, TokenState state, Instant now) {
        boolean isActive = state == TokenState.ACTIVE;
        return new TokenRow(
                token.id(),
                Objects.requireNonNullElse(token.label(), "Unnamed token"),
                token.label() != null,
                Objects.requireNonNull(DisplayTime.of(token.createdAt(), now)),
                DisplayTime.of(token.lastUsedAt(), now),
                token.lastUsedFrom(),
                isActive && token.successorId() != null ? DisplayTime.of(token.expiresAt(), now) : null,
                isActive ? null : End.of(token, state, now));
    }
}
