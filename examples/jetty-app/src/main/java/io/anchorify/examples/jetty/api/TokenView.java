package io.anchorify.examples.jetty.api;

import io.anchorify.auth.Network;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a token.
 *
 * @param state the name of a {@link TokenState} in lower case, for example {@code active} or {@code too-old}
 * @param scopes sorted
 * @param attributes sorted by key
 * @param networks in CIDR notation; empty if the token may be used from everywhere
 */
record TokenView(
        String id,
        @Nullable String label,
        String state,
        List<String> scopes,
        Map<String, String> attributes,
        List<String> networks,
        Instant createdAt,
        @Nullable String createdBy,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedFrom,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy,
        @Nullable String revokeReason,
        @Nullable String predecessorId,
        @Nullable String successorId,
        @Nullable Instant lastRefusedAt,
        @Nullable String lastRefusedFrom) {

    static TokenView of(Token token, TokenState state) {
        return new TokenView(
                token.id(),
                token.label(),
                state.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                List.copyOf(new TreeSet<>(token.scopes())),
                new TreeMap<>(token.attributes()),
                token.networks().stream().map(Network::toString).toList(),
                token.createdAt(),
                token.createdBy(),
                token.lastUsedAt(),
                token.lastUsedFrom(),
                token.expiresAt(),
                token.revokedAt(),
                token.revokedBy(),
                token.revokeReason(),
                token.predecessorId(),
                token.successorId(),
                token.lastRefusedAt(),
                token.lastRefusedFrom());
    }
}
