package io.anchorify.auth.internal.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.internal.cluster.CacheInvalidator;
import io.anchorify.auth.spi.ChangeScope;
import org.jspecify.annotations.Nullable;

/**
 * The lookup results that this process remembers, by hash: usable tokens in one Caffeine cache, and hashes of no usable
 * token in a second one, so that made-up tokens never evict real ones. Both are bounded by size only. An entry carries its
 * own deadline, which is compared with the one clock reading of the request.
 *
 * <p>Safe for concurrent use. A read that starts after an invalidation has returned does not find what was invalidated,
 * and a load that started before the invalidation is never stored after it.
 */
public class TokenCache implements CacheInvalidator {

    private static final int NEGATIVE_ENTRIES = 10_000;

    private final int maximumSize;
    private final Fence fence = new Fence();
    private volatile Caches caches;

    /**
     * An empty cache.
     *
     * @param maximumSize how many usable tokens it holds
     */
    public TokenCache(int maximumSize) {
        this.maximumSize = maximumSize;
        this.caches = new Caches(maximumSize);
    }

    /** The fresh entry for a hash, or {@code null}. */
    public @Nullable LookupResult get(TokenHash hash, long nanoTime) {
        Caches current = caches;
        @Nullable LookupResult result = current.tokens.getIfPresent(hash);
        if (result == null) {
            result = current.negatives.getIfPresent(hash);
        }
        return result != null && result.isFreshAt(nanoTime) ? result : null;
    }

    /** The entry of a usable token, even if the store has to be asked again, or {@code null}. */
    @Nullable
    CacheEntry getAged(TokenHash hash) {
        return caches.tokens.getIfPresent(hash);
    }

    /** The position of the fence. A load reads it before it reads the store. */
    public long fence() {
        return fence.position();
    }

    /** Stores a result that was loaded at this position of the fence, unless a change has been applied since. */
    public void put(TokenHash hash, LookupResult result, long loadedAtFence) {
        fence.ifUnmoved(loadedAtFence, () -> caches.put(hash, result));
    }

    @Override
    public void invalidate(ChangeScope scope) {
        if (scope instanceof ChangeScope.OneToken token) {
            fence.move();
            caches.remove(token.hash());
        } else if (scope instanceof ChangeScope.TokensOf tokens) {
            fence.move();
            caches.removeOwner(tokens.owner());
        } else {
            invalidateAll();
        }
    }

    /** Replaces the caches: {@code invalidateAll} of a Caffeine cache visits every entry. */
    @Override
    public void invalidateAll() {
        fence.move();
        caches = new Caches(maximumSize);
    }

    /** The approximate number of usable tokens in the cache. */
    public long size() {
        return caches.tokens.estimatedSize();
    }

    private static final class Caches {

        private final Cache<TokenHash, CacheEntry> tokens;
        private final Cache<TokenHash, NegativeEntry> negatives = newCache(NEGATIVE_ENTRIES);

        Caches(int maximumSize) {
            tokens = newCache(maximumSize);
        }

        void put(TokenHash hash, LookupResult result) {
            if (result instanceof CacheEntry entry) {
                CacheEntry replaced = tokens.getIfPresent(hash);
                if (replaced != null) {
                    entry.inheritNextWrite(replaced);
                }
                tokens.put(hash, entry);
                negatives.invalidate(hash);
            } else if (result instanceof NegativeEntry negative) {
                negatives.put(hash, negative);
                tokens.invalidate(hash);
            }
        }

        void remove(TokenHash hash) {
            tokens.invalidate(hash);
            negatives.invalidate(hash);
        }

        void removeOwner(String owner) {
            tokens.asMap().values().removeIf(entry -> entry.principal().owner().equals(owner));
        }

        /** Evicts on the calling thread: nothing runs after a put has returned, and no shared pool is used. */
        private static <V> Cache<TokenHash, V> newCache(int maximumSize) {
            return Caffeine.newBuilder()
                    .maximumSize(maximumSize)
                    .executor(Runnable::run)
                    .build();
        }
    }
}
