package io.anchorify.auth.stress;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.internal.lookup.LookupResult;
import io.anchorify.auth.internal.lookup.TokenLoader;
import io.anchorify.auth.spi.ForwardingTokenStore;
import io.anchorify.auth.spi.TokenStore;
import java.util.Optional;

/**
 * A store that contains the token until it is revoked. The row is a plain field, so that every memory ordering that the
 * outcomes depend on comes from the library.
 */
final class StressStore extends ForwardingTokenStore {

    private Optional<StoredToken> row = StressToken.ACTIVE;

    StressStore() {
        super(TokenStore.inMemory());
    }

    void revoke() {
        row = StressToken.REVOKED;
    }

    /** Reads and evaluates the row, as {@link TokenLoader} does. */
    LookupResult read() {
        return StressToken.EVALUATOR.evaluate(row);
    }

    @Override
    public Optional<StoredToken> findByHash(TokenHash hash) {
        return row;
    }
}
