package io.anchorify.auth.internal.lookup;

import io.anchorify.auth.Authentication.Rejected;

/**
 * A hash that belongs to no token.
 *
 * @param freshUntil on the monotonic clock
 */
public record UnknownEntry(Rejected answer, long freshUntil) implements NegativeEntry {

    @Override
    public boolean isFreshAt(long nanoTime) {
        return nanoTime - freshUntil < 0;
    }
}
