package io.anchorify.auth;

import java.time.Instant;
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
 * @param createdAt when it was issued
 * @param expiresAt the first instant at which it is no longer accepted, or {@code null} if it does not expire
 * @param lastUsedAt a time at which it was used, or {@code null} before the first use; never later than the last use,
 *     and at most the service's last-used interval older
 * @param revokedAt when it was revoked, or {@code null}; a store records no revocation before {@code createdAt}, even if the
 *     clocks of the nodes differ
 */
public record Token(
        String id,
        String owner,
        @Nullable String label,
        Set<String> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    /**
     * Checks the texts, but not the times.
     *
     * @throws IllegalArgumentException if id, owner, label or a scope does not have the described form
     */
    public Token {
        TextRules.requireId(id);
        TextRules.requireOwner(owner);
        TextRules.requireLabel(label);
        scopes = TextRules.requireScopes(scopes);
    }

    /**
     * Whether the token would be accepted at an instant, according to this value.
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
}
