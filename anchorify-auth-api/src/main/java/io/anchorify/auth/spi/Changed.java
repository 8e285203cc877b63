package io.anchorify.auth.spi;

/** What a change was made to, as the caches of the nodes have to know it. */
public sealed interface Changed {

    /**
     * One token.
     *
     * @param hash the SHA-256 of its cleartext
     */
    record OneToken(TokenHash hash) implements Changed {}

    /**
     * Any of one owner's tokens.
     *
     * @param owner whose tokens
     */
    record TokensOf(String owner) implements Changed {}

    /** Any token of any owner. */
    record AnyToken() implements Changed {}
}
