package io.anchorify.auth;

import io.anchorify.auth.Authentication.Rejected;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The way of a request: format, hash, term, cache, store. */
class Authenticator {

    private final HasherPool hashers;
    private final Term term;
    private final TokenCache cache;
    private final Lookups lookups;
    private final Predicate<CachedToken> suspended;
    private final LastUsedWriter lastUsed;
    private final LongSupplier ticker;
    private final Runnable join;

    Authenticator(
            HasherPool hashers,
            Term term,
            TokenCache cache,
            Lookups lookups,
            Predicate<CachedToken> suspended,
            LastUsedWriter lastUsed,
            LongSupplier ticker,
            Runnable join) {
        this.hashers = hashers;
        this.term = term;
        this.cache = cache;
        this.lookups = lookups;
        this.suspended = suspended;
        this.lastUsed = lastUsed;
        this.ticker = ticker;
        this.join = join;
    }

    /** Decides on a presented token, a part of a text. */
    Authentication authenticate(String text, int begin, int end) {
        TokenHasher hasher = hashers.take();
        HashKey key = hasher.hash(text, begin, end);
        if (key == null) {
            hashers.giveBack(hasher);
            return Rejected.MALFORMED;
        }
        long now = ticker.getAsLong();
        // The term before the cache: one that ends between the two would let a revoked token in.
        boolean cacheHolds = term.isValidAt(now);
        @Nullable Verdict known = cacheHolds ? cache.get(key, now) : null;
        if (known != null) {
            hashers.giveBack(hasher);
            return answer(known, now);
        }
        TokenHash hash = key.toHash();
        hashers.giveBack(hasher);
        return answer(look(hash, cacheHolds), ticker.getAsLong());
    }

    private Verdict look(TokenHash hash, boolean cacheHolds) {
        if (cacheHolds) {
            return lookups.shared(hash);
        }
        join.run();
        return lookups.alone(hash);
    }

    private Authentication answer(Verdict verdict, long now) {
        return verdict instanceof CachedToken token ? answer(token, now) : ((Refusal) verdict).answer();
    }

    private Authentication answer(CachedToken token, long now) {
        if (token.isExpiredAt(now)) {
            return Rejected.EXPIRED;
        }
        if (isSuspended(token)) {
            return Rejected.OWNER_SUSPENDED;
        }
        lastUsed.use(token, now);
        return token.answer();
    }

    private boolean isSuspended(CachedToken token) {
        try {
            return suspended.test(token);
        } catch (RuntimeException e) {
            throw new AuthenticationUnavailableException(
                    "The application could not say whether the owner of a token is suspended", e);
        }
    }
}
