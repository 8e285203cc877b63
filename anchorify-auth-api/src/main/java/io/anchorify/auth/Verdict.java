package io.anchorify.auth;

/** What a lookup came to, in the form in which it is cached: a token that is good, or a refusal. */
sealed interface Verdict permits CachedToken, Refusal {

    /** Whether it may still be answered from the cache; otherwise the store is asked again. */
    boolean isFreshAt(long nanoTime);
}
