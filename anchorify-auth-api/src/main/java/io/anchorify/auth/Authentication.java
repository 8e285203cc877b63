package io.anchorify.auth;

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
     */
    record Rejected(RejectionReason reason) implements Authentication {}
}
