package io.anchorify.auth.simulation;

import io.anchorify.auth.TokenHash;
import io.anchorify.auth.internal.cluster.Term;
import io.anchorify.auth.internal.lookup.LookupResult;
import io.anchorify.auth.internal.lookup.TokenCache;
import io.anchorify.auth.spi.ChangeScope;
import org.jspecify.annotations.Nullable;

/** The same parts with more interleaving points: around the term, the fence and every access to the cache. */
final class FineGrainedParts extends SimulatedParts {

    FineGrainedParts(NetworkLink link, HistoryChecker checker) {
        super(link, checker);
    }

    @Override
    protected Term term() {
        return new Term(host::nanoTime) {
            @Override
            public boolean isValidAt(long nanoTime) {
                boolean valid = super.isValidAt(nanoTime);
                host.interleave();
                return valid;
            }

            @Override
            public void begin(long newEnd) {
                host.interleave();
                super.begin(newEnd);
                host.interleave();
            }
        };
    }

    @Override
    protected TokenCache cache() {
        return new TokenCache(settings.cachedTokens()) {
            @Override
            public @Nullable LookupResult get(TokenHash hash, long nanoTime) {
                LookupResult result = super.get(hash, nanoTime);
                host.interleave();
                return result;
            }

            @Override
            public long fence() {
                long position = super.fence();
                host.interleave();
                return position;
            }

            @Override
            public void put(TokenHash hash, LookupResult result, long loadedAtFence) {
                host.interleave();
                super.put(hash, result, loadedAtFence);
                host.interleave();
            }

            @Override
            public void invalidate(ChangeScope scope) {
                host.interleave();
                super.invalidate(scope);
                host.interleave();
            }

            @Override
            public void invalidateAll() {
                host.interleave();
                super.invalidateAll();
                host.interleave();
            }
        };
    }
}
