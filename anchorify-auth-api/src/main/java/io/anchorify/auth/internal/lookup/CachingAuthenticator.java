package io.anchorify.auth.internal.lookup;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.AuthenticationUnavailableException;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.internal.cluster.Term;
import io.anchorify.auth.internal.usage.TrackedToken;
import io.anchorify.auth.internal.usage.UsageRecorder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The request path: token format, SHA-256, term, cache or store, expiry, suspension, networks, last use. A cached token costs
 * one SHA-256, one reading of the monotonic clock and one cache read. Safe for concurrent use.
 */
public class CachingAuthenticator {

    private static final Authentication MALFORMED = new Rejected(RejectionReason.MALFORMED);

    private final HasherPool hashers;
    private final Term term;
    private final TokenCache cache;
    private final TokenLoader loader;
    private final Predicate<String> suspendedOwners;
    private final UsageRecorder usage;
    private final LongSupplier ticker;
    private final Runnable ensureNodeStarted;

    /**
     * An authenticator over its parts.
     *
     * @param ticker the monotonic clock, in nanoseconds
     * @param ensureNodeStarted called when no term is valid: starts following the change feed unless that has begun
     */
    public CachingAuthenticator(
            HasherPool hashers,
            Term term,
            TokenCache cache,
            TokenLoader loader,
            Predicate<String> suspendedOwners,
            UsageRecorder usage,
            LongSupplier ticker,
            Runnable ensureNodeStarted) {
        this.hashers = hashers;
        this.term = term;
        this.cache = cache;
        this.loader = loader;
        this.suspendedOwners = suspendedOwners;
        this.usage = usage;
        this.ticker = ticker;
        this.ensureNodeStarted = ensureNodeStarted;
    }

    /** Decides on a token that was presented from an address that is not known. */
    public final Authentication authenticate(String presented) {
        return authenticate(presented, () -> null);
    }

    /**
     * Decides on a presented token.
     *
     * @param remoteAddress from where it was presented; called only if the answer depends on it or it is recorded now
     */
    public Authentication authenticate(String presented, Supplier<@Nullable String> remoteAddress) {
        TokenHash hash = hashers.hash(presented);
        if (hash == null) {
            return MALFORMED;
        }
        long now = ticker.getAsLong();
        // Check the term before reading the cache: a term that ends between the two would let a revoked token in.
        boolean cacheUsable = term.isValidAt(now);
        @Nullable LookupResult cached = cacheUsable ? cache.get(hash, now) : null;
        return cached != null
                ? decide(cached, now, remoteAddress)
                : decide(load(hash, cacheUsable), ticker.getAsLong(), remoteAddress);
    }

    private LookupResult load(TokenHash hash, boolean cacheUsable) {
        if (!cacheUsable) {
            ensureNodeStarted.run();
            return loader.loadUncached(hash);
        }
        try {
            return cache.getAged(hash) == null ? loader.loadShared(hash) : loader.reload(hash);
        } catch (TurnedAwayException e) {
            return agedEntry(hash, e);
        }
    }

    /**
     * During a flood of unknown tokens, uses an entry that is too old instead of waiting. A revocation removes it like any
     * other: its age only bounds how long a change made directly in the database stays unnoticed.
     */
    private CacheEntry agedEntry(TokenHash hash, TurnedAwayException turnedAway) {
        // Check the term again, and before reading the cache: it may have ended while the request waited.
        @Nullable CacheEntry entry = term.isValidNow() ? cache.getAged(hash) : null;
        if (entry == null) {
            throw turnedAway;
        }
        return entry;
    }

    private Authentication decide(LookupResult result, long now, Supplier<@Nullable String> remoteAddress) {
        if (result instanceof CacheEntry entry) {
            return decide(entry, now, remoteAddress);
        }
        NegativeEntry negative = (NegativeEntry) result;
        return negative instanceof EndedEntry ended
                ? refuse(ended, ended.answer(), now, remoteAddress)
                : negative.answer();
    }

    private Authentication decide(CacheEntry entry, long now, Supplier<@Nullable String> remoteAddress) {
        if (entry.isExpiredAt(now)) {
            return refuse(entry, entry.answerAfterExpiry(), now, remoteAddress);
        }
        if (isSuspended(entry.principal().owner())) {
            return entry.rejected(RejectionReason.OWNER_SUSPENDED);
        }
        if (!entry.isUsableFrom(remoteAddress)) {
            return entry.rejected(RejectionReason.OUTSIDE_NETWORK);
        }
        usage.recordUse(entry, entry.answer(), now, remoteAddress);
        return entry.answer();
    }

    private Rejected refuse(TrackedToken ended, Rejected answer, long now, Supplier<@Nullable String> remoteAddress) {
        usage.recordRefusal(ended, answer, now, remoteAddress);
        return answer;
    }

    private boolean isSuspended(String owner) {
        try {
            return suspendedOwners.test(owner);
        } catch (RuntimeException e) {
            throw new AuthenticationUnavailableException(
                    "The application failed to decide whether the owner of a token is suspended", e);
        }
    }
}
