package io.anchorify.auth.internal.lookup;

import io.anchorify.auth.Authentication.Rejected;

/**
 * A hash that belongs to no usable token: unknown, revoked or expired.
 *
 * @param answer what a request with this token is told
 * @param freshUntil on the monotonic clock
 */
public record NegativeEntry(Rejected answer, long freshUntil) implements LookupResult {

    @Override
    public boolean isFreshAt(long nanoTime) {
        return nanoTime - freshUntil < 0;
    }
}
