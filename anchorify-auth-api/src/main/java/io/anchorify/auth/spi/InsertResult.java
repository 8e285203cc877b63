package io.anchorify.auth.spi;

/** The result of adding a token to an owner with a maximum number of tokens. */
public enum InsertResult {
    /** The token was added. */
    ADDED,
    /** Nothing was changed, because the hash or the id already exists. */
    DUPLICATE,
    /** Nothing was changed, because the owner has the maximum number of active tokens. */
    LIMIT_REACHED
}
