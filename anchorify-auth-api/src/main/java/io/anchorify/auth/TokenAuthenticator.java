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

    /**
     * Decides on what a request presented, where it stands: in the header, say. The same as {@link
     * #authenticate(String)} with a copy of that part, for whoever wants to do without one.
     *
     * @param text the text that the token is a part of, not yet trusted
     * @param begin where the token begins
     * @param end where it ends, at most the length of the text
     * @return the principal, or a reason for the refusal
     * @throws IndexOutOfBoundsException if the text has no such part
     * @throws AuthenticationUnavailableException if no decision is possible now: the answer to the client is 503
     */
    default Authentication authenticate(String text, int begin, int end) {
        return authenticate(text.substring(begin, end));
    }
}
