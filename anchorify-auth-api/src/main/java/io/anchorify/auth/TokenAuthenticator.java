package io.anchorify.auth;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
     * Decides on a token that was presented from an address. Ignores the address, unless the implementation overrides it.
     *
     * @param presented the text after {@code Bearer}, not yet trusted
     * @param remoteAddress the address of the client, as the container reports it; may be called more than once, on this
     *     thread
     * @return the principal, or the reason for the rejection
     * @throws AuthenticationUnavailableException if no decision is possible now; the client is answered 503
     */
    default Authentication authenticate(String presented, Supplier<@Nullable String> remoteAddress) {
        return authenticate(presented);
    }
}
