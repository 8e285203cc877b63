package io.anchorify.auth.spi;

import io.anchorify.auth.Token;

/**
 * One row of a store.
 *
 * @param token everything that is known of the token
 * @param hash the SHA-256 of its cleartext, unique in the store
 */
public record StoredToken(Token token, TokenHash hash) {}
