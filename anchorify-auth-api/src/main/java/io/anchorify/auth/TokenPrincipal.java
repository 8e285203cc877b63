package io.anchorify.auth;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The owner whom a request speaks for, and through which token. One immutable instance serves all requests with a cached token.
 *
 * @param owner the host application's own user id; also the principal's {@linkplain #getName() name}
 * @param tokenId the public id of the token that was presented
 * @param label what the owner called it, or {@code null}
 * @param scopes what the token may be used for; empty if the host does not use scopes
 * @param createdAt when the token was issued
 * @param expiresAt the first instant at which it is no longer accepted, or {@code null}
 */
public record TokenPrincipal(
        String owner,
        String tokenId,
        @Nullable String label,
        Set<String> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt)
        implements BearerPrincipal {

    static TokenPrincipal of(Token token) {
        return new TokenPrincipal(
                token.owner(), token.id(), token.label(), token.scopes(), token.createdAt(), token.expiresAt());
    }

    /** {@return the owner} */
    @Override
    public String getName() {
        return owner;
    }
}
