package io.anchorify.auth;

import org.jspecify.annotations.Nullable;

/**
 * The decision on a presented token. A service that <em>cannot decide</em> returns none: it throws {@link
 * AuthenticationUnavailableException}.
 */
public sealed interface Authentication {

    /**
     * The token is accepted.
     *
     * @param principal on whose behalf the request runs
     */
    record Authenticated(BearerPrincipal principal) implements Authentication {}

    /**
     * The token is rejected. Presenting it again does not help.
     *
     * @param reason why, for logs and metrics
     * @param owner the owner of the token, if it exists; {@code null} if it is malformed or unknown
     * @param tokenId the id of the token, if it exists; {@code null} if it is malformed or unknown
     */
    record Rejected(
            RejectionReason reason,
            @Nullable String owner,
            @Nullable String tokenId) implements Authentication {

        /**
         * The rejection of a text that is no token of this service.
         *
         * @param reason why
         */
        public Rejected(RejectionReason reason) {
            this(reason, null, null);
        }
    }
}
