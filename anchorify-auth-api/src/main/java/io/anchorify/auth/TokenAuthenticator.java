package io.anchorify.auth;

/**
 * Decides on presented bearer tokens: a {@link TokenService}, an {@link AdminToken}, or both combined. Implementations must be
 * safe for concurrent use.
 */
@FunctionalInterface
public interface TokenAuthenticator {

    /**
     * Decides on a presented token.
     *
     * @param presented the text after {@code Bearer}, not yet trusted
     * @return the principal, or the reason for the rejection
     * @throws AuthenticationUnavailableException if no decision is possible now; the client is answered 503
     */
    Authentication authenticate(String presented);
}
