package io.anchorify.auth.spi;

import io.anchorify.auth.TokenHash;

/** What a change affects, so that every node can invalidate it in its cache. */
public sealed interface ChangeScope {

    /**
     * One token.
     *
     * @param hash the SHA-256 of its cleartext
     */
    record OneToken(TokenHash hash) implements ChangeScope {}

    /**
     * All tokens of one owner.
     *
     * @param owner the owner of the tokens
     */
    record TokensOf(String owner) implements ChangeScope {}

    /** Any token of any owner. */
    record AnyToken() implements ChangeScope {}
}
