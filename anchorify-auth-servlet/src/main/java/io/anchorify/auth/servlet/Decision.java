package io.anchorify.auth.servlet;

import io.anchorify.auth.BearerPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a request: it goes on along the chain as an {@link AuthenticatedRequest}, whose token was checked just now;
 * or it goes on otherwise; or it is answered.
 */
sealed interface Decision permits AuthenticatedRequest, Decision.PassOn, Decision.Deny {

    FilterOutcome outcome();

    /** The principal of a good token, also of one that is not good enough. */
    @Nullable
    BearerPrincipal principal();

    /** It goes on in the form given here, without a token or with one that was checked before: there is no news in that. */
    record PassOn(HttpServletRequest request, FilterOutcome outcome) implements Decision {

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
