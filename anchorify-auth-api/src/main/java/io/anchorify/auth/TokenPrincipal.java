package io.anchorify.auth;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The owner on whose behalf a request runs, and the token that was presented. Immutable; one instance serves all requests
 * with a cached token.
 *
 * @param owner the host application's own user id; also the principal's {@linkplain #getName() name}
 * @param tokenId the public id of the token
 * @param label what the owner called the token, or {@code null}
 * @param scopes what the token may be used for, as an immutable set; empty if the host does not use scopes
 * @param attributes what the host binds the token to, as an immutable map
 * @param networks where the token may be used from, as an immutable list; empty if it may be used from everywhere
 * @param createdAt when the token was issued
 * @param expiresAt the first instant at which the token is no longer accepted, or {@code null} if it does not expire
 */
public record TokenPrincipal(
        String owner,
        String tokenId,
        @Nullable String label,
        Set<String> scopes,
        Map<String, String> attributes,
        List<Network> networks,
        Instant createdAt,
        @Nullable Instant expiresAt)
        implements BearerPrincipal {

    /**
     * Checks the texts, so that a principal made for a test is one that a service can return.
     *
     * @throws IllegalArgumentException if a text does not have the form that {@link Token} describes
     */
    public TokenPrincipal {
        TextRules.requireId(tokenId);
        TextRules.requireOwner(owner);
        TextRules.requireLabel(label);
        scopes = TextRules.requireScopes(scopes);
        attributes = TextRules.requireAttributes(attributes);
        networks = TextRules.requireNetworks(networks);
    }

    /**
     * The principal of a token.
     *
     * @param token the token that was presented
     * @return a principal with the values of the token
     */
    public static TokenPrincipal of(Token token) {
        return new TokenPrincipal(
                token.owner(),
                token.id(),
                token.label(),
                token.scopes(),
                token.attributes(),
                token.networks(),
                token.createdAt(),
                token.expiresAt());
    }

    /** {@return the {@linkplain #owner() owner}} */
    @Override
    public String getName() {
        return owner;
    }
}
