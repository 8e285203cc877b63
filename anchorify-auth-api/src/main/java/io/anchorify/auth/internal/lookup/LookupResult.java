package io.anchorify.auth.internal.lookup;

/** The result of looking up a hash in the store, in the form in which it is cached. */
public sealed interface LookupResult permits CacheEntry, NegativeEntry {

    /** Whether this may still be served from the cache. Otherwise the store is asked again. */
    boolean isFreshAt(long nanoTime);
}
