package io.anchorify.auth;

/**
 * What a lookup came to, in the form in which it is cached: a token that is good, or a refusal. It is its own key, which
 * saves the cache an object for each entry, and each hit the way there.
 */
abstract sealed class Verdict permits CachedToken, Refusal {

    private final long first;
    private final long second;
    private final long third;
    private final long fourth;
    private final long freshUntil;

    /** A hint for the cache. Nothing depends on which threads see it when. */
    private boolean recentlyUsed;

    /**
     * A verdict on what has a hash.
     *
     * @param freshUntil by the monotonic clock
     */
    Verdict(TokenHash hash, long freshUntil) {
        HashKey key = HashKey.of(hash);
        this.first = key.first;
        this.second = key.second;
        this.third = key.third;
        this.fourth = key.fourth;
        this.freshUntil = freshUntil;
    }

    final boolean isOn(HashKey key) {
        return first == key.first && second == key.second && third == key.third && fourth == key.fourth;
    }

    final HashKey key() {
        HashKey key = new HashKey();
        key.first = first;
        key.second = second;
        key.third = third;
        key.fourth = fourth;
        return key;
    }

    /** Whether it may still be answered from the cache; otherwise the store is asked again. */
    final boolean isFreshAt(long nanoTime) {
        return nanoTime - freshUntil < 0;
    }

    final boolean isRecentlyUsed() {
        return recentlyUsed;
    }

    /** Notes a use. Most of them find that noted, and write nothing that other processors would have to read again. */
    final void noteUse() {
        if (!recentlyUsed) {
            recentlyUsed = true;
        }
    }

    final void forgetUse() {
        recentlyUsed = false;
    }
}
