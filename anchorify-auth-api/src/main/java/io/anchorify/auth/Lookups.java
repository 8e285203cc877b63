package io.anchorify.auth;

import io.anchorify.auth.spi.TokenStore;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** Reads tokens that are not cached from the store: one read a token however many requests wait, as the limit allows. */
class Lookups {

    private final TokenStore store;
    private final TokenCache cache;
    private final VerdictFactory verdicts;
    private final LookupLimit limit;
    private final Function<Lookup, Verdict> join;
    private final ConcurrentMap<TokenHash, Lookup> inFlight = new ConcurrentHashMap<>();
    private final LongAdder fallbacks = new LongAdder();
    private final LongAdder started = new LongAdder();
    private final LongAdder failed = new LongAdder();

    Lookups(
            TokenStore store,
            TokenCache cache,
            VerdictFactory verdicts,
            LookupLimit limit,
            Function<Lookup, Verdict> join) {
        this.store = store;
        this.cache = cache;
        this.verdicts = verdicts;
        this.limit = limit;
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
        return limit.turnedAway();
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
        limit.enter();
        started.increment();
        // A store that does not answer says nothing about tokens that are none.
        boolean isUnknown = false;
        try {
            Verdict verdict = verdicts.verdictOn(hash, store.findByHash(hash));
            isUnknown = verdict instanceof Refusal;
            return verdict;
        } catch (RuntimeException e) {
            failed.increment();
            throw new AuthenticationUnavailableException("The token store did not answer a lookup", e);
        } finally {
            limit.leave(isUnknown);
        }
    }
}
