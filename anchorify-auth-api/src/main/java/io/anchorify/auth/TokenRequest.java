package io.anchorify.auth;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a new token. An immutable value: each method returns a changed copy.
 *
 * <pre>{@code
 * tokens.issue(TokenRequest.of("ada").label("ci").scopes("documents:read").expiresIn(Duration.ofDays(90)));
 * }</pre>
 *
 * @param owner the host application's own user id: 1 to 255 characters, compared exactly
 * @param label what to call the token, at most 100 characters, or {@code null}
 * @param scopes what it may be used for; empty if the host does not use scopes
 * @param lifetime for how long it is accepted, 1 microsecond to 36,500 days; {@code null} if it does not expire
 */
public record TokenRequest(
        String owner,
        @Nullable String label,
        Set<String> scopes,
        @Nullable Duration lifetime) {

    /** What a store can tell from nothing. */
    private static final Duration SHORTEST = Duration.of(1, ChronoUnit.MICROS);
    /** A hundred years: the end of such a token is a time that every store can keep. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /**
     * Checks the whole request. A label is stripped of white space at its ends; a blank one becomes {@code null}.
     *
     * @throws IllegalArgumentException if owner, label or a scope is not of the described form, or the lifetime is out of
     *     its range
     */
    public TokenRequest {
        TextRules.requireOwner(owner);
        label = label == null || label.isBlank() ? null : label.strip();
        TextRules.requireLabel(label);
        scopes = TextRules.requireScopes(scopes);
        requireLifetime(lifetime);
    }

    /**
     * A request with nothing but its owner.
     *
     * @param owner the host application's own user id
     * @return the request
     * @throws IllegalArgumentException if the owner is empty, longer than 255 characters, or contains NUL
     */
    public static TokenRequest of(String owner) {
        return new TokenRequest(owner, null, Set.of(), null);
    }

    /**
     * Names the token.
     *
     * @param label at most 100 characters, no control characters or changes of text direction; blank means none
     * @return a request with that label
     * @throws IllegalArgumentException if the label is not of that form
     */
    public TokenRequest label(@Nullable String label) {
        return new TokenRequest(owner, label, scopes, lifetime);
    }

    /**
     * Limits what the token may be used for.
     *
     * @param scopes scope-tokens of RFC 6749 section 3.3; a repeated one counts once
     * @return a request with those scopes
     * @throws IllegalArgumentException if a scope is not of that form
     */
    public TokenRequest scopes(String... scopes) {
        return new TokenRequest(owner, label, Set.copyOf(List.of(scopes)), lifetime);
    }

    /**
     * Limits how long the token is accepted.
     *
     * @param lifetime 1 microsecond to 36,500 days; a fraction of a microsecond does not count
     * @return a request with that lifetime
     * @throws IllegalArgumentException if the lifetime is out of that range
     */
    public TokenRequest expiresIn(Duration lifetime) {
        return new TokenRequest(owner, label, scopes, lifetime);
    }

    private static void requireLifetime(@Nullable Duration lifetime) {
        if (lifetime != null && (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("The lifetime of a token is 1 microsecond to 36500 days");
        }
    }
}
