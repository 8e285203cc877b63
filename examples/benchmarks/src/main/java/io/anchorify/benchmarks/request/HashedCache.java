package io.anchorify.benchmarks.request;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The usual cache in front of a slow lookup: its key is the SHA-256 of the token, and its entries expire. */
final class HashedCache<V> {

    private final Cache<Object, V> cache;

    HashedCache(int size) {
        cache = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfterWrite(Tokens.CACHED_FOR)
                .build();
    }

    void put(String token, V value) {
        cache.put(keyOf(token), value);
    }

    @Nullable
    V find(String token) {
        return cache.getIfPresent(keyOf(token));
    }

    /** The entries by {@link #keyOf}. */
    ConcurrentMap<Object, V> asMap() {
        return cache.asMap();
    }

    static ByteBuffer keyOf(String token) {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
