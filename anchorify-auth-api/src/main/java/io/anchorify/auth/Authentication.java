package io.anchorify.auth;

/**
 * The answer to a presented token. That the service <em>could not decide</em> is not an answer but an {@link
 * AuthenticationUnavailableException}.
 */
public sealed interface Authentication {

    /**
     * The token is good.
     *
     * @param principal whom the request speaks for
     */
    record Authenticated(BearerPrincipal principal) implements Authentication {}

    /**
     * The token is refused, and another try with the same token will not change that by itself.
     *
     * @param reason why, for logs and metrics
     */
    record Rejected(RejectionReason reason) implements Authentication {

        static final Rejected MALFORMED = new Rejected(RejectionReason.MALFORMED);
        static final Rejected UNKNOWN = new Rejected(RejectionReason.UNKNOWN);
        static final Rejected REVOKED = new Rejected(RejectionReason.REVOKED);
        static final Rejected EXPIRED = new Rejected(RejectionReason.EXPIRED);
        static final Rejected OWNER_SUSPENDED = new Rejected(RejectionReason.OWNER_SUSPENDED);
    }
}
