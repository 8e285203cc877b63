package io.anchorify.auth.internal.lookup;

import io.anchorify.auth.AuthenticationUnavailableException;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.spi.TokenStore;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Loads tokens that are not cached: one read of the store per token however many requests wait, within the limit. */
public class TokenLoader {

    private final TokenStore store;
    private final TokenCache cache;
    private final TokenEvaluator evaluator;
    private final LookupLimiter limiter;
    private final ConcurrentMap<TokenHash, PendingLookup> pending = new ConcurrentHashMap<>();
    private final LongAdder uncached = new LongAdder();
    private final LongAdder started = new LongAdder();
    private final LongAdder failed = new LongAdder();

    public TokenLoader(TokenStore store, TokenCache cache, TokenEvaluator evaluator, LookupLimiter limiter) {
        this.store = store;
        this.cache = cache;
        this.evaluator = evaluator;
        this.limiter = limiter;
    }

    /**
     * Loads for a request that may use the cache: waits for the lookup of another request, or reads for all of them.
     *
     * <p>Shares a lookup only if the fence has not moved since it began. A request that starts after a revocation must not
     * take a result that was read before it.
     */
    public LookupResult loadShared(TokenHash hash) {
        return loadShared(hash, limiter::acquire);
    }

    /** Loads a token whose entry is too old. Does the same, but does not wait for permission. */
    LookupResult reload(TokenHash hash) {
        return loadShared(hash, limiter::acquireImmediately);
    }

    private LookupResult loadShared(TokenHash hash, Runnable permission) {
        limiter.enter();
        try {
            return loadOrAwait(hash, permission);
        } finally {
            limiter.leave();
        }
    }

    private LookupResult loadOrAwait(TokenHash hash, Runnable permission) {
        PendingLookup mine = new PendingLookup(cache.fence());
        PendingLookup other = pending.putIfAbsent(hash, mine);
        if (other == null) {
            return loadForAll(hash, mine, permission);
        }
        if (other.fence == mine.fence) {
            return awaitResult(other);
        }
        pending.replace(hash, other, mine);
        return loadForAll(hash, mine, permission);
    }

    /** Loads for a request that may not use the cache: shares nothing, and stores nothing. */
    public LookupResult loadUncached(TokenHash hash) {
        uncached.increment();
        limiter.enter();
        try {
            return read(hash, limiter::acquire);
        } finally {
            limiter.leave();
        }
    }

    /** How many requests were not allowed to use the cache. */
    public long uncached() {
        return uncached.sum();
    }

    public long started() {
        return started.sum();
    }

    public long failed() {
        return failed.sum();
    }

    public long turnedAway() {
        return limiter.turnedAway();
    }

    protected LookupResult awaitResult(PendingLookup lookup) {
        return lookup.awaitResult();
    }

    private LookupResult loadForAll(TokenHash hash, PendingLookup lookup, Runnable permission) {
        try {
            LookupResult result = read(hash, permission);
            cache.put(hash, result, lookup.fence);
            lookup.complete(result);
            return result;
        } catch (AuthenticationUnavailableException e) {
            lookup.fail(e);
            throw e;
        } finally {
            // After the put, so that later requests find the cache filled. Whatever was thrown, no request keeps
            // waiting.
            pending.remove(hash, lookup);
            lookup.abandon();
        }
    }

    private LookupResult read(TokenHash hash, Runnable permission) {
        permission.run();
        started.increment();
        // A store that does not answer says nothing about how many presented tokens are unknown.
        boolean foundNoUsableToken = false;
        try {
            LookupResult result = evaluator.evaluate(store.findByHash(hash));
            foundNoUsableToken = result instanceof NegativeEntry;
            return result;
        } catch (RuntimeException e) {
            failed.increment();
            throw new AuthenticationUnavailableException("The token store did not answer a lookup", e);
        } finally {
            limiter.release(foundNoUsableToken);
        }
    }
}
