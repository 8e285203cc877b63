package io.anchorify.auth.web.internal.owner;

import io.anchorify.auth.Token;
import io.anchorify.auth.TokenState;
import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.text.DisplayTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of the list.
 *
 * @param name the token
 * @param isDuplicate whether another active token has the same label
 * @param scopes sorted
 * @param attributes by key
 * @param networks CIDR blocks
 * @param created when it was issued
 * @param createdBy the actor that issued it, or {@code null} for the owner
 * @param lastUsed when it was used last, or {@code null}
 * @param lastUsedFrom the address of that use, or {@code null}
 * @param expires when it expires, or {@code null}
 * @param isRotated whether it has a successor
 * @param end how it ended, or {@code null} if it is active
 */
public record TokenRow(
        TokenName name,
        boolean isDuplicate,
        Set<String> scopes,
        Map<String, String> attributes,
        List<String> networks,
        DisplayTime created,
        @Nullable String createdBy,
        @Nullable DisplayTime lastUsed,
        @Nullable String lastUsedFrom,
        @Nullable DisplayTime expires,
        boolean isRotated,
        @Nullable End end) {

    /**
     * How a token ended.
     *
     * @param how for example "Revoked"
     * @param at when, or {@code null} if the policy of the service ended it
     * @param by who revoked it, or {@code null} if the owner did
     * @param reason why it was revoked, or {@code null}
     * @param presented when it was last presented afterwards, or {@code null}
     * @param presentedFrom the address of that request, or {@code null}
     */
    public record End(
            String how,
            @Nullable DisplayTime at,
            @Nullable String by,
            @Nullable String reason,
            @Nullable DisplayTime presented,
            @Nullable String presentedFrom) {

        static End of(Token token, TokenState state, Exchange exchange) {
            return new End(
                    exchange.texts().get("state." + state.name().toLowerCase(java.util.Locale.ROOT)),
                    display(endOf(token, state), exchange),
                    token.revokedBy(),
                    token.revokeReason(),
                    display(token.lastRefusedAt(), exchange),
                    token.lastRefusedFrom());
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

    /** The row of a token. */
    public static TokenRow of(Token token, boolean isDuplicate, Exchange exchange) {
        TokenState state = exchange.tokens().state(token);
        boolean isActive = state == TokenState.ACTIVE;
        return new TokenRow(
                TokenName.of(token, exchange.texts()),
                isDuplicate && isActive && token.successorId() == null,
                new TreeSet<>(token.scopes()),
                token.attributes(),
                token.networks().stream().map(Object::toString).toList(),
                DisplayTime.at(token.createdAt(), exchange.now(), exchange.texts()),
                token.createdBy(),
                display(token.lastUsedAt(), exchange),
                token.lastUsedFrom(),
                display(token.expiresAt(), exchange),
                token.successorId() != null,
                isActive ? null : End.of(token, state, exchange));
    }

    private static @Nullable DisplayTime display(@Nullable Instant instant, Exchange exchange) {
        return DisplayTime.of(instant, exchange.now(), exchange.texts());
    }
}
