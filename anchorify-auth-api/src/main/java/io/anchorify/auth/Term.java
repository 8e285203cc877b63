package io.anchorify.auth;

/** Whether this process may answer from its cache at a moment. */
@FunctionalInterface
interface Term {

    /** No other process changes the tokens, so the cache of this one always holds. */
    Term UNLIMITED = nanoTime -> true;

    boolean isValidAt(long nanoTime);
}
