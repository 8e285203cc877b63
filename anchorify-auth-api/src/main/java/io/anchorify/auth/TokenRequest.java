package io.anchorify.auth;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a new token. Immutable: each method returns a modified copy.
 *
 * <pre>{@code
 * tokens.issue(TokenRequest.of("ada").label("ci").scopes("documents:read").expiresIn(Duration.ofDays(90)));
 * }</pre>
 *
 * @param owner the host application's own user id: 1 to 255 characters, compared exactly
 * @param label a name for the token, at most 100 characters, or {@code null}
 * @param scopes what it may be used for; empty if the host does not use scopes
 * @param lifetime how long it is accepted, 1 microsecond to 36,500 days; {@code null} if it does not expire
 */
public record TokenRequest(
        String owner,
        @Nullable String label,
        Set<String> scopes,
        @Nullable Duration lifetime) {

    /** The resolution of a store. */
    private static final Duration SHORTEST = Duration.of(1, ChronoUnit.MICROS);
    /** A hundred years, so that every store can keep the end. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /**
     * Validates the request. Leading and trailing white space of the label is removed; a blank label becomes {@code null}.
     *
     * @throws IllegalArgumentException if owner, label or a scope does not have the described form, or the lifetime is out
     *     of range
     */
    public TokenRequest {
        TextRules.requireOwner(owner);
        label = label == null || label.isBlank() ? null : label.strip();
        TextRules.requireLabel(label);
        scopes = TextRules.requireScopes(scopes);
        requireLifetime(lifetime);
    }

    /**
     * A request with only an owner.
     *
     * @param owner the host application's own user id
     * @return the request
     * @throws IllegalArgumentException if the owner is empty, longer than 255 characters, or contains NUL
     */
    public static TokenRequest of(String owner) {
        return new TokenRequest(owner, null, Set.of(), null);
    }

    /**
     * Labels the token.
     *
     * @param label at most 100 characters, no control characters or changes of text direction; blank means none
     * @return a request with that label
     * @throws IllegalArgumentException if the label does not have that form
     */
    public TokenRequest label(@Nullable String label) {
        return new TokenRequest(owner, label, scopes, lifetime);
    }

    /**
     * Limits what the token may be used for.
     *
     * @param scopes scope-tokens of RFC 6749 section 3.3; duplicates are ignored
     * @return a request with those scopes
     * @throws IllegalArgumentException if a scope does not have that form
     */
    public TokenRequest scopes(String... scopes) {
        return new TokenRequest(owner, label, Set.copyOf(List.of(scopes)), lifetime);
    }

    /**
     * Limits how long the token is accepted.
     *
     * @param lifetime 1 microsecond to 36,500 days; a fraction of a microsecond is dropped
     * @return a request with that lifetime
     * @throws IllegalArgumentException if the lifetime is out of that range
     */
    public TokenRequest expiresIn(Duration lifetime) {
        return new TokenRequest(owner, label, scopes, lifetime);
    }

    private static void requireLifetime(@Nullable Duration lifetime) {
        if (lifetime != null && (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("The lifetime of a token must be 1 microsecond to 36500 days");
        }
    }
}
