package io.anchorify.benchmarks.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.benchmarks.support.NumberedTokens;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an application does by hand in sixty lines: the hash as key, a principal as value, and Caffeine with a size and an
 * expiry, as its documentation shows. The principal holds what the library's does. Revocations, last-used times and
 * unknown tokens are left out, so it keeps less than the library has to.
 *
 * @param <K> what stands for a hash
 */
final class HandMadeKeeper<K> implements Keeper {

    private static final Duration LONG = Duration.ofDays(1);

    private final TokenStore store;
    private final Function<byte[], K> keys;
    private final Cache<K, User> users;
    private final LongAdder lookups = new LongAdder();

    HandMadeKeeper(TokenStore store, int size, Function<byte[], K> keys) {
        this.store = store;
        this.keys = keys;
        // What is evicted does not depend on when another thread gets to it.
        this.users = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfterWrite(LONG)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public boolean accepts(String presented) {
        byte[] hash = NumberedTokens.sha256(presented);
        User user = users.get(keys.apply(hash), key -> lookUp(hash));
        return user != null && !user.hasExpired();
    }

    @Override
    public long lookups() {
        return lookups.sum();
    }

    @Override
    public void settle() {
        users.cleanUp();
    }

    @Override
    public void close() {
        store.close();
    }

    private @Nullable User lookUp(byte[] hash) {
        lookups.increment();
        return store.findByHash(TokenHash.of(hash))
                .map(StoredToken::token)
                .filter(token -> token.revokedAt() == null)
                .map(User::new)
                .orElse(null);
    }

    /** The principal of a request. */
    private record User(
            String owner,
            String tokenId,
            @Nullable String label,
            Set<String> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt)
            implements Principal {

        User(Token token) {
            this(token.owner(), token.id(), token.label(), token.scopes(), token.createdAt(), token.expiresAt());
        }

        @Override
        public String getName() {
            return owner;
        }

        boolean hasExpired() {
            return expiresAt != null && !Instant.now().isBefore(expiresAt);
        }
    }
}
