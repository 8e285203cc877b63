package io.anchorify.auth.servlet;

import io.anchorify.auth.BearerPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** What becomes of a request. */
sealed interface Decision {

    FilterOutcome outcome();

    /** The principal of a good token, also of one that is not good enough. */
    @Nullable
    BearerPrincipal principal();

    /** It goes on along the chain, in the form given here; its token, if any, was checked just now or before. */
    record Pass(HttpServletRequest request, FilterOutcome outcome, boolean isAuthenticatedHere) implements Decision {

        /** Whom the request speaks for, if that is what was decided and not what somebody in front of this filter did. */
        @Override
        public @Nullable BearerPrincipal principal() {
            return outcome == FilterOutcome.AUTHENTICATED ? (BearerPrincipal) request.getUserPrincipal() : null;
        }
    }

    /** It is answered here. */
    record Deny(
            Denial denial, FilterOutcome outcome, @Nullable BearerPrincipal principal) implements Decision {

        Deny(Denial denial, FilterOutcome outcome) {
            this(denial, outcome, null);
        }
    }
}
