package io.anchorify.auth;

/**
 * Decides on presented bearer tokens: a {@link TokenService}, an {@link AdminToken}, or one before the other. May be
 * called by any number of threads.
 */
@FunctionalInterface
public interface TokenAuthenticator {

    /**
     * Decides on what a request presented.
     *
     * @param presented the text after {@code Bearer}, not yet trusted
     * @return the principal, or a reason for the refusal
     * @throws AuthenticationUnavailableException if no decision is possible now: the answer to the client is 503
     */
    Authentication authenticate(String presented);
}
