package io.anchorify.auth.simulation;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.internal.cluster.Term;
import io.anchorify.auth.internal.lookup.CacheEntry;
import io.anchorify.auth.internal.lookup.CachingAuthenticator;
import io.anchorify.auth.internal.lookup.HasherPool;
import io.anchorify.auth.internal.lookup.LookupResult;
import io.anchorify.auth.internal.lookup.TokenCache;
import io.anchorify.auth.internal.lookup.TokenLoader;
import io.anchorify.auth.internal.usage.UsageRecorder;
import io.anchorify.auth.spi.TokenStore;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Mistakes in how a request is decided, and in the load that it causes. */
final class RequestMistakes {

    private static final long SNAPSHOT_AGE = Duration.ofMillis(500).toNanos();

    private RequestMistakes() {}

    static SimulatedParts readCacheBeforeTerm(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            @Override
            protected CachingAuthenticator authenticator(
                    HasherPool hashers,
                    Term term,
                    TokenCache cache,
                    TokenLoader loader,
                    UsageRecorder usage,
                    Runnable ensureNodeStarted) {
                return new CachingAuthenticator(
                        hashers,
                        term,
                        cache,
                        loader,
                        settings.suspendedOwners(),
                        usage,
                        clocks.monotonic(),
                        ensureNodeStarted) {
                    @Override
                    public Authentication authenticate(String presented, Supplier<@Nullable String> remoteAddress) {
                        TokenHash hash = Objects.requireNonNull(hashers.hash(presented));
                        @Nullable LookupResult cached = cache.get(hash, host.now());
                        host.interleave();
                        return term.isValidAt(host.nanoTime()) && cached instanceof CacheEntry entry
                                ? new Authenticated(entry.principal())
                                : super.authenticate(presented, remoteAddress);
                    }
                };
            }
        };
    }

    static SimulatedParts ignoreFence(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            @Override
            protected TokenCache cache() {
                return new TokenCache(settings.cachedTokens()) {
                    @Override
                    public void put(TokenHash hash, LookupResult result, long loadedAtFence) {
                        super.put(hash, result, fence());
                    }
                };
            }
        };
    }

    static SimulatedParts compareFenceBeforePut(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            @Override
            protected TokenCache cache() {
                return new TokenCache(settings.cachedTokens()) {
                    @Override
                    public void put(TokenHash hash, LookupResult result, long loadedAtFence) {
                        if (fence() == loadedAtFence) {
                            host.interleave();
                            super.put(hash, result, fence());
                        }
                    }
                };
            }
        };
    }

    /** Hides from loads how often the cache was emptied. */
    static SimulatedParts emptyCacheWithoutFence(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            @Override
            protected TokenCache cache() {
                return new TokenCache(settings.cachedTokens()) {
                    private long emptied;

                    @Override
                    public long fence() {
                        return super.fence() - emptied;
                    }

                    @Override
                    public void put(TokenHash hash, LookupResult result, long loadedAtFence) {
                        super.put(hash, result, loadedAtFence + emptied);
                    }

                    @Override
                    public void invalidateAll() {
                        super.invalidateAll();
                        emptied++;
                    }
                };
            }
        };
    }

    static SimulatedParts readOldSnapshot(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            @Override
            SimulatedStore store() {
                return new SimulatedStore(link, feed(), checker) {
                    @Override
                    public Optional<StoredToken> findByHash(TokenHash hash) {
                        return link.read(
                                server -> link.database
                                        .asOf(SNAPSHOT_AGE)
                                        .tokens()
                                        .find(hash),
                                found -> "looks the token up in an old snapshot");
                    }
                };
            }
        };
    }

    static SimulatedParts joinAnyLoad(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            @Override
            protected TokenLoader loader(TokenStore store, TokenCache cache) {
                return new SimulatedLoader(store, cache) {
                    @Override
                    public LookupResult loadUncached(TokenHash hash) {
                        return loadShared(hash);
                    }
                };
            }
        };
    }
}
