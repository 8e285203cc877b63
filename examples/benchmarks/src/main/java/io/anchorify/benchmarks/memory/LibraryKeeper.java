package io.anchorify.benchmarks.memory;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import java.time.Duration;

/** The library as it is, with a cache of a given size. */
final class LibraryKeeper implements Keeper {

    private static final Duration LONG = Duration.ofDays(1);

    private final TokenService tokens;

    LibraryKeeper(TokenStore store, int size) {
        // Longer than a measurement, so that a token is looked up again only if it was not kept.
        tokens = TokenService.builder(store)
                .cachedTokens(size)
                .cachedFor(LONG)
                .lastUsedInterval(LONG)
                .build();
    }

    @Override
    public boolean accepts(String presented) {
        return tokens.authenticate(presented) instanceof Authenticated;
    }

    @Override
    public long lookups() {
        return tokens.stats().lookups();
    }

    /** Last-used times that wait take memory for a moment, which is not the cache's. */
    @Override
    public void settle() {
        if (!tokens.flush(Duration.ofSeconds(10))) {
            throw new IllegalStateException("Last-used times could not be written");
        }
    }

    @Override
    public void close() {
        tokens.close();
    }
}
