package io.anchorify.auth.simulation;

import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.internal.lookup.CacheEntry;
import io.anchorify.auth.internal.lookup.LookupResult;
import io.anchorify.auth.internal.lookup.TokenCache;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Mistakes in how a policy ends a cached token. */
final class PolicyMistakes {

    private static final long LONG = Duration.ofHours(1).toNanos();

    private PolicyMistakes() {}

    /** An entry ends when its token expires, whatever the maximum lifetime. */
    static SimulatedParts ignoreMaximumLifetime(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            @Override
            protected TokenCache cache() {
                return new TokenCache(settings.cachedTokens()) {
                    @Override
                    public void put(TokenHash hash, LookupResult result, long loadedAtFence) {
                        super.put(hash, result instanceof CacheEntry entry ? unlimited(entry) : result, loadedAtFence);
                    }
                };
            }

            private CacheEntry unlimited(CacheEntry entry) {
                Instant expiresAt = entry.principal().expiresAt();
                long left = expiresAt == null
                        ? LONG
                        : Duration.between(host.wall(), expiresAt).toNanos();
                long now = host.now();
                return new CacheEntry(
                        entry.principal(),
                        now + settings.cachedFor().toNanos(),
                        now + left,
                        RejectionReason.SUPERSEDED,
                        now + settings.lastUsedInterval().toNanos());
            }
        };
    }

    /** An entry is used until it is too old, even if its token has become idle. */
    static SimulatedParts ignoreIdleEnd(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            @Override
            protected TokenCache cache() {
                return new TokenCache(settings.cachedTokens()) {
                    @Override
                    public @Nullable LookupResult get(TokenHash hash, long nanoTime) {
                        LookupResult fresh = super.get(hash, nanoTime);
                        return fresh == null && super.get(hash, nanoTime - LONG) instanceof CacheEntry idle
                                ? idle
                                : fresh;
                    }
                };
            }
        };
    }

    /** A node that reads a token again keeps the last use that it read first. */
    static SimulatedParts keepLastUse(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            private final Map<TokenHash, Token> first = new HashMap<>();

            @Override
            SimulatedStore store() {
                return new SimulatedStore(link, feed(), checker) {
                    @Override
                    public Optional<StoredToken> findByHash(TokenHash hash) {
                        return super.findByHash(hash).map(row -> withFirstUse(row));
                    }
                };
            }

            private StoredToken withFirstUse(StoredToken row) {
                Token known = first.computeIfAbsent(row.hash(), any -> row.token());
                Token token =
                        row.token().toBuilder().lastUsedAt(known.lastUsedAt()).build();
                return new StoredToken(token, row.hash());
            }
        };
    }
}
