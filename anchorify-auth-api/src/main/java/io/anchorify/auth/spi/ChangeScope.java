package io.anchorify.auth.spi;

import io.anchorify.auth.TokenHash;

/** What a change was made to, as the caches of the nodes have to know it. */
public sealed interface ChangeScope {

    /**
     * One token.
     *
     * @param hash the SHA-256 of its cleartext
     */
    record OneToken(TokenHash hash) implements ChangeScope {}

    /**
     * Any of one owner's tokens.
     *
     * @param owner whose tokens
     */
    record TokensOf(String owner) implements ChangeScope {}

    /** Any token of any owner. */
    record AnyToken() implements ChangeScope {}
}
