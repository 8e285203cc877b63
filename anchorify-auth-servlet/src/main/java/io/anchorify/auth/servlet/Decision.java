package io.anchorify.auth.servlet;

import io.anchorify.auth.BearerPrincipal;
import io.anchorify.auth.TokenPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The filter's decision on one dispatch of a request. */
sealed interface Decision {

    FilterOutcome outcome();

    /** The principal of a valid token, even if the request is rejected for another reason. */
    @Nullable
    BearerPrincipal principal();

    /** The owner of the token, if it exists, whatever was decided. */
    @Nullable
    String owner();

    /** The id of the token, if it exists, whatever was decided. */
    @Nullable
    String tokenId();

    /** Continue along the chain with this request. */
    record Proceed(
            HttpServletRequest request,
            FilterOutcome outcome,
            @Nullable BearerPrincipal principal) implements Decision {

        @Override
        public @Nullable String owner() {
            return ownerOf(principal);
        }

        @Override
        public @Nullable String tokenId() {
            return idOf(principal);
        }
    }

    /** Send this response instead. */
    record Reject(
            ProblemResponse response,
            FilterOutcome outcome,
            @Nullable BearerPrincipal principal,
            @Nullable String owner,
            @Nullable String tokenId)
            implements Decision {

        Reject(ProblemResponse response, FilterOutcome outcome, @Nullable BearerPrincipal principal) {
            this(response, outcome, principal, ownerOf(principal), idOf(principal));
        }
    }

    private static @Nullable String ownerOf(@Nullable BearerPrincipal principal) {
        return principal == null ? null : principal.owner();
    }

    private static @Nullable String idOf(@Nullable BearerPrincipal principal) {
        return principal instanceof TokenPrincipal token ? token.tokenId() : null;
    }
}
