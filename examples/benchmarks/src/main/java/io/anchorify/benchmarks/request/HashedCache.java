package io.anchorify.benchmarks.request;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** What somebody would put before a lookup that takes long: a cache by the SHA-256 of a token, whose entries expire. */
final class HashedCache<V> {

    private final Cache<Object, V> cache;

    HashedCache(int size) {
        cache = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfterWrite(Tokens.CACHED_FOR)
                .build();
    }

    void add(String token, V value) {
        cache.put(hash(token), value);
    }

    @Nullable
    V find(String token) {
        return cache.getIfPresent(hash(token));
    }

    /** For who hashes tokens himself. */
    ConcurrentMap<Object, V> byKey() {
        return cache.asMap();
    }

    static ByteBuffer hash(String token) {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
