package io.anchorify.auth;

import io.anchorify.auth.spi.TokenHash;
import io.anchorify.auth.spi.TokenStore;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** Reads tokens that are not cached from the store: one read a token however many requests wait, and few at once. */
class Lookups {

    private final TokenStore store;
    private final TokenCache cache;
    private final VerdictFactory verdicts;
    private final Semaphore permits;
    private final long waitNanos;
    private final Function<Lookup, Verdict> join;
    private final ConcurrentMap<TokenHash, Lookup> inFlight = new ConcurrentHashMap<>();
    private final LongAdder fallbacks = new LongAdder();
    private final LongAdder started = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();

    Lookups(
            TokenStore store,
            TokenCache cache,
            VerdictFactory verdicts,
            int concurrent,
            Duration wait,
            Function<Lookup, Verdict> join) {
        this.store = store;
        this.cache = cache;
        this.verdicts = verdicts;
        this.permits = new Semaphore(concurrent);
        this.waitNanos = wait.toNanos();
        this.join = join;
    }

    /**
     * For a request that may use the cache: joins the read of another one, or reads for all. Joins only while the fence
     * stands where that read began, for a request that begins after a revocation must not take an answer from before it.
     */
    Verdict shared(TokenHash hash) {
        Lookup mine = new Lookup(cache.fence());
        Lookup other = inFlight.putIfAbsent(hash, mine);
        if (other == null) {
            return lead(hash, mine);
        }
        if (other.fence == mine.fence) {
            return join.apply(other);
        }
        inFlight.replace(hash, other, mine);
        return lead(hash, mine);
    }

    /** For a request that may not use the cache: reads by itself and leaves no trace in it. */
    Verdict alone(TokenHash hash) {
        fallbacks.increment();
        return read(hash);
    }

    /** How many requests could not use the cache. */
    long fallbacks() {
        return fallbacks.sum();
    }

    long started() {
        return started.sum();
    }

    long failed() {
        return failed.sum();
    }

    long turnedAway() {
        return turnedAway.sum();
    }

    private Verdict lead(TokenHash hash, Lookup lookup) {
        try {
            Verdict verdict = read(hash);
            cache.put(verdict, lookup.fence);
            lookup.complete(verdict);
            return verdict;
        } catch (AuthenticationUnavailableException e) {
            lookup.fail(e);
            throw e;
        } finally {
            // Only now, so that who comes later finds the cache filled. Whatever was thrown, nobody is left waiting.
            inFlight.remove(hash, lookup);
            lookup.abandon();
        }
    }

    private Verdict read(TokenHash hash) {
        takePermit();
        started.increment();
        try {
            return verdicts.verdictOn(hash, store.findByHash(hash));
        } catch (RuntimeException e) {
            failed.increment();
            throw new AuthenticationUnavailableException("The token store did not answer a lookup", e);
        } finally {
            permits.release();
        }
    }

    private void takePermit() {
        try {
            if (permits.tryAcquire(waitNanos, TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuthenticationUnavailableException("The thread was interrupted before a token lookup", e);
        }
        turnedAway.increment();
        throw new AuthenticationUnavailableException("Too many token lookups are under way", null);
    }
}
