package io.anchorify.auth;

import io.anchorify.auth.Authentication.Rejected;

/** That a hash stands for no good token, for a short time. */
record Refusal(Rejected answer, long freshUntil) implements Verdict {

    @Override
    public boolean isFreshAt(long nanoTime) {
        return nanoTime - freshUntil < 0;
    }
}
