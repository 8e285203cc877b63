package io.anchorify.auth;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of a store.
 *
 * @param token everything known about the token
 * @param hash the SHA-256 of its cleartext, unique in the store
 */
public record StoredToken(Token token, TokenHash hash) {

    /**
     * Merges this row with the row of an import. The earlier end and the later use win, and either wins over none. So imports
     * can be repeated, and their order does not matter. The label of this row stays, because a token can be renamed.
     *
     * @param imported the row of the import
     * @return the merged row, or nothing if the two differ in anything else and so are not the same token
     */
    public Optional<StoredToken> mergedWith(StoredToken imported) {
        if (!hash.equals(imported.hash) || !identity(token).equals(identity(imported.token)) || conflicts(imported)) {
            return Optional.empty();
        }
        return Optional.of(new StoredToken(merge(token, imported.token), hash));
    }

    /** The values that never change. */
    private static Token identity(Token token) {
        return Token.builder(token.id(), token.owner(), token.createdAt())
                .scopes(token.scopes())
                .attributes(token.attributes())
                .networks(token.networks())
                .createdBy(token.createdBy())
                .predecessorId(token.predecessorId())
                .build();
    }

    /** A token has one successor, and only its rotation changes its expiry. */
    private boolean conflicts(StoredToken imported) {
        String one = token.successorId();
        String other = imported.token.successorId();
        if (one == null && other == null) {
            return !Objects.equals(token.expiresAt(), imported.token.expiresAt());
        }
        return one != null && other != null && !one.equals(other);
    }

    private static Token merge(Token stored, Token imported) {
        Token revoked = isEarlier(imported.revokedAt(), stored.revokedAt()) ? imported : stored;
        Token used = isLater(imported.lastUsedAt(), stored.lastUsedAt()) ? imported : stored;
        Token refused = isLater(imported.lastRefusedAt(), stored.lastRefusedAt()) ? imported : stored;
        Token expiring = isEarlier(imported.expiresAt(), stored.expiresAt()) ? imported : stored;
        return stored.toBuilder()
                .expiresAt(expiring.expiresAt())
                .successorId(stored.successorId() == null ? imported.successorId() : stored.successorId())
                .revokedAt(revoked.revokedAt())
                .revokedBy(revoked.revokedBy())
                .revokeReason(revoked.revokeReason())
                .lastUsedAt(used.lastUsedAt())
                .lastUsedFrom(used.lastUsedFrom())
                .lastRefusedAt(refused.lastRefusedAt())
                .lastRefusedFrom(refused.lastRefusedFrom())
                .build();
    }

    private static boolean isEarlier(@Nullable Instant time, @Nullable Instant than) {
        return time != null && (than == null || time.isBefore(than));
    }

    private static boolean isLater(@Nullable Instant time, @Nullable Instant than) {
        return time != null && (than == null || time.isAfter(than));
    }
}
