package io.anchorify.auth.spi;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.TokenHash;
import org.jspecify.annotations.Nullable;

/**
 * The exchange of an approved device code for a token.
 *
 * @param deviceCode the SHA-256 of the device code
 * @param token the row to add
 * @param maximumTokens how many active tokens the owner can have, as in {@link TokenStore#insert(StoredToken, int, ActiveRule)};
 *     {@code null} for no limit
 */
public record Redemption(
        TokenHash deviceCode, StoredToken token, @Nullable Integer maximumTokens) {

    /** What a store did. */
    public enum Result {
        /** The token was added, and the device code was deleted. Exactly one of several concurrent calls returns this. */
        ISSUED,
        /** Nothing was changed, because there is no such device code, or it is not approved or has expired. */
        NOT_APPROVED,
        /** The device code was deleted, but no token was added, because the owner has the maximum number of active tokens. */
        LIMIT_REACHED,
        /** Nothing was changed, because the hash or the id of the token already exists. */
        DUPLICATE
    }
}
