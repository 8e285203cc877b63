package io.anchorify.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.anchorify.auth.spi.Changed;
import io.anchorify.auth.spi.TokenHash;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts that this process remembers, keyed by hash. Refusals have a room of their own: however many tokens are
 * made up, they displace no real one.
 *
 * <p>Both are bounded by size alone. The cache library's own expiry would read a clock on every hit; each verdict knows
 * its deadline and is compared with the one clock reading of the request.
 */
class TokenCache {

    private static final int CACHED_REFUSALS = 10_000;

    private final Fence fence = new Fence();
    private final Cache<TokenHash, CachedToken> tokens;
    private final Cache<TokenHash, Refusal> refusals;

    TokenCache(int size) {
        tokens = bounded(size);
        refusals = bounded(CACHED_REFUSALS);
    }

    @Nullable
    Verdict get(TokenHash hash, long nanoTime) {
        Verdict verdict = tokens.getIfPresent(hash);
        if (verdict == null) {
            verdict = refusals.getIfPresent(hash);
        }
        return verdict != null && verdict.isFreshAt(nanoTime) ? verdict : null;
    }

    /** Where the fence stands. A lookup takes this before it reads the store. */
    long fence() {
        return fence.position();
    }

    /** Remembers a verdict that was read when the fence stood there, unless something has changed since. */
    void put(TokenHash hash, Verdict verdict, long readAtFence) {
        fence.ifUnmoved(readAtFence, () -> put(hash, verdict));
    }

    /** Forgets all that a change was made to. */
    void drop(Changed changed) {
        if (changed instanceof Changed.OneToken token) {
            drop(token.hash());
        } else if (changed instanceof Changed.TokensOf tokens) {
            dropOwner(tokens.owner());
        } else {
            dropAll();
        }
    }

    /** Forgets what a hash stood for; what is being read at this moment will not be remembered. */
    private void drop(TokenHash hash) {
        fence.move();
        tokens.invalidate(hash);
        refusals.invalidate(hash);
    }

    /** Forgets an owner's tokens, likewise. */
    private void dropOwner(String owner) {
        fence.move();
        tokens.asMap().values().removeIf(token -> token.owner().equals(owner));
    }

    /** Forgets everything, likewise. */
    void dropAll() {
        fence.move();
        tokens.invalidateAll();
        refusals.invalidateAll();
    }

    /** An estimate, for the cache evicts a little later than it is full. */
    long size() {
        return tokens.estimatedSize();
    }

    private void put(TokenHash hash, Verdict verdict) {
        if (verdict instanceof CachedToken token) {
            CachedToken before = tokens.getIfPresent(hash);
            if (before != null) {
                token.continueFrom(before);
            }
            tokens.put(hash, token);
            refusals.invalidate(hash);
        } else if (verdict instanceof Refusal refusal) {
            refusals.put(hash, refusal);
            tokens.invalidate(hash);
        }
    }

    private static <V> Cache<TokenHash, V> bounded(int size) {
        return Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build();
    }
}
