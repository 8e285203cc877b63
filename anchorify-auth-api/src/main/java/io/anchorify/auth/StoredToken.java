package io.anchorify.auth;

import java.time.Instant;
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
     * Merges this row with the row of an import. The earlier revocation and the later use win, and either wins over none. So
     * imports can be repeated, and their order does not matter.
     *
     * @param imported the row of the import
     * @return the merged row, or nothing if the two differ in anything else and so are not the same token
     */
    public Optional<StoredToken> mergedWith(StoredToken imported) {
        Instant revokedAt = earlier(token.revokedAt(), imported.token.revokedAt());
        Instant lastUsedAt = later(token.lastUsedAt(), imported.token.lastUsedAt());
        StoredToken merged = with(lastUsedAt, revokedAt);
        return merged.equals(imported.with(lastUsedAt, revokedAt)) ? Optional.of(merged) : Optional.empty();
    }

    private StoredToken with(@Nullable Instant lastUsedAt, @Nullable Instant revokedAt) {
        Token changed = new Token(
                token.id(),
                token.owner(),
                token.label(),
                token.scopes(),
                token.createdAt(),
                token.expiresAt(),
                lastUsedAt,
                revokedAt);
        return new StoredToken(changed, hash);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
