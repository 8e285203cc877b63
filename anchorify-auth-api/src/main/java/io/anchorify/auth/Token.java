package io.anchorify.auth;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything known about a token except its secret, which is not stored. Immutable.
 *
 * @param id the public id, safe to show and to put into a URL: 1 to 64 of the characters {@code A-Z a-z 0-9 _ -}
 * @param owner the host application's own user id: 1 to 255 characters, compared exactly
 * @param label what the owner called it, at most 100 characters, or {@code null}
 * @param scopes what it may be used for, as scope-tokens of RFC 6749 section 3.3; empty if the host does not use scopes
 * @param attributes what the host binds it to, such as a project: at most 16, the keys 1 to 40 of the characters
 *     {@code a-z 0-9 . _ -}, the values 1 to 200 characters
 * @param networks where it may be used from; empty if it may be used from everywhere
 * @param createdAt when it was issued
 * @param createdBy the actor that issued it, or {@code null} if the owner did
 * @param expiresAt the first instant at which it is no longer accepted, or {@code null} if it does not expire
 * @param lastUsedAt a time at which it was used, or {@code null} before the first use; never later than the last use,
 *     and at most the service's last-used interval older
 * @param lastUsedFrom the remote address of that use, or {@code null} if the service does not record it
 * @param revokedAt when it was revoked, or {@code null}; a store records no revocation before {@code createdAt}, even if the
 *     clocks of the nodes differ
 * @param revokedBy the actor that revoked it, or {@code null} if the owner did
 * @param revokeReason why it was revoked, or {@code null}
 * @param predecessorId the id of the token that this one replaced, or {@code null}
 * @param successorId the id of the token that replaced this one, or {@code null}
 * @param lastRefusedAt a time at which it was presented although it had ended, or {@code null}; at most a minute older than
 *     the last such time
 * @param lastRefusedFrom the remote address of that request, or {@code null} if the service does not record it
 */
public record Token(
        String id,
        String owner,
        @Nullable String label,
        Set<String> scopes,
        Map<String, String> attributes,
        List<Network> networks,
        Instant createdAt,
        @Nullable String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedFrom,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy,
        @Nullable String revokeReason,
        @Nullable String predecessorId,
        @Nullable String successorId,
        @Nullable Instant lastRefusedAt,
        @Nullable String lastRefusedFrom) {

    /**
     * Checks the texts, but not the times.
     *
     * @throws IllegalArgumentException if a text does not have the described form
     */
    public Token {
        TextRules.requireId(id);
        TextRules.requireOwner(owner);
        TextRules.requireLabel(label);
        scopes = TextRules.requireScopes(scopes);
        attributes = TextRules.requireAttributes(attributes);
        networks = TextRules.requireNetworks(networks);
        TextRules.requireNote("The actor that created a token", createdBy);
        TextRules.requireAddress(lastUsedFrom);
        TextRules.requireNote("The actor that revoked a token", revokedBy);
        TextRules.requireNote("The reason of a revocation", revokeReason);
        TextRules.requireIdOrNull(predecessorId);
        TextRules.requireIdOrNull(successorId);
        TextRules.requireAddress(lastRefusedFrom);
    }

    /**
     * Returns a builder, which stores and tests use. A service issues tokens by {@link TokenService#issue}.
     *
     * @param id the public id
     * @param owner the owner
     * @param createdAt when it was issued
     * @return a builder without any other value
     */
    public static TokenBuilder builder(String id, String owner, Instant createdAt) {
        return new TokenBuilder(id, owner, createdAt);
    }

    /** {@return a builder with the values of this token} */
    public TokenBuilder toBuilder() {
        return new TokenBuilder(this);
    }

    /**
     * Whether the token would be accepted at an instant, according to this value. The {@link TokenPolicy} of a service can
     * end a token earlier; see {@link TokenService#state}.
     *
     * @param now the instant to ask about
     * @return {@code false} if it is revoked or has expired by then
     */
    public boolean isActive(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    /**
     * The scopes as one text, sorted and separated by single spaces, in the syntax of RFC 6749 section 3.3.
     *
     * @return the text, empty if there are no scopes
     */
    public String scopeText() {
        return String.join(" ", new TreeSet<>(scopes));
    }

    /**
     * The networks as one text, separated by single spaces.
     *
     * @return the text, empty if there are no networks
     */
    public String networkText() {
        return TextRules.networkText(networks);
    }
}
