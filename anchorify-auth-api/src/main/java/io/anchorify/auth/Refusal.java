package io.anchorify.auth;

import io.anchorify.auth.Authentication.Rejected;

/** That a hash stands for no good token, for a short time. */
final class Refusal extends Verdict {

    private final Rejected answer;

    Refusal(TokenHash hash, Rejected answer, long freshUntil) {
        super(hash, freshUntil);
        this.answer = answer;
    }

    Rejected answer() {
        return answer;
    }
}
