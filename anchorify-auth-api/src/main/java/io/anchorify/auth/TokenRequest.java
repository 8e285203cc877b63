package io.anchorify.auth;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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
 * @param attributes what the host binds it to: at most 16, the keys 1 to 40 of the characters {@code a-z 0-9 . _ -}, the
 *     values 1 to 200 characters
 * @param networks where it may be used from; empty for everywhere
 * @param createdBy the actor that issues it, 1 to 255 characters; {@code null} if the owner does
 * @param lifetime how long it is accepted, 1 microsecond to 36,500 days; {@code null} for the default of the {@link
 *     TokenPolicy}, without which it does not expire
 */
public record TokenRequest(
        String owner,
        @Nullable String label,
        Set<String> scopes,
        Map<String, String> attributes,
        List<Network> networks,
        @Nullable String createdBy,
        @Nullable Duration lifetime) {

    /** The resolution of a store. */
    private static final Duration SHORTEST = Duration.of(1, ChronoUnit.MICROS);
    /** A hundred years, so that every store can keep the end. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /**
     * Validates the request. Leading and trailing white space of the label is removed; a blank label becomes {@code null}.
     *
     * @throws IllegalArgumentException if a text does not have the described form, or the lifetime is out of range
     */
    public TokenRequest {
        TextRules.requireOwner(owner);
        label = label == null || label.isBlank() ? null : label.strip();
        TextRules.requireLabel(label);
        scopes = TextRules.requireScopes(scopes);
        attributes = TextRules.requireAttributes(attributes);
        networks = TextRules.requireNetworks(networks);
        TextRules.requireNote("The actor that issues a token", createdBy);
        requireLifetime("The lifetime of a token", lifetime);
    }

    /**
     * A request with only an owner.
     *
     * @param owner the host application's own user id
     * @return the request
     * @throws IllegalArgumentException if the owner is empty, longer than 255 characters, or contains NUL
     */
    public static TokenRequest of(String owner) {
        return new TokenRequest(owner, null, Set.of(), Map.of(), List.of(), null, null);
    }

    /**
     * Labels the token.
     *
     * @param label at most 100 characters, no control characters or changes of text direction; blank means none
     * @return a request with that label
     * @throws IllegalArgumentException if the label does not have that form
     */
    public TokenRequest label(@Nullable String label) {
        return new TokenRequest(owner, label, scopes, attributes, networks, createdBy, lifetime);
    }

    /**
     * Limits what the token may be used for.
     *
     * @param scopes scope-tokens of RFC 6749 section 3.3; duplicates are ignored
     * @return a request with those scopes
     * @throws IllegalArgumentException if a scope does not have that form
     */
    public TokenRequest scopes(String... scopes) {
        return new TokenRequest(owner, label, Set.copyOf(List.of(scopes)), attributes, networks, createdBy, lifetime);
    }

    /**
     * Binds the token to something of the host, such as a project. Replaces a value that was set for the same key.
     *
     * @param key 1 to 40 of the characters {@code a-z 0-9 . _ -}
     * @param value 1 to 200 characters, without control characters
     * @return a request with that attribute
     * @throws IllegalArgumentException if key or value does not have that form, or there are more than 16 attributes
     */
    public TokenRequest attribute(String key, String value) {
        Map<String, String> more = new HashMap<>(attributes);
        more.put(key, value);
        return new TokenRequest(owner, label, scopes, more, networks, createdBy, lifetime);
    }

    /**
     * Limits where the token may be used from.
     *
     * @param networks CIDR blocks such as {@code 10.0.0.0/8}, or single addresses
     * @return a request with those networks
     * @throws IllegalArgumentException if a network does not have that form
     */
    public TokenRequest networks(String... networks) {
        List<Network> parsed = Stream.of(networks).map(Network::parse).toList();
        return new TokenRequest(owner, label, scopes, attributes, parsed, createdBy, lifetime);
    }

    /**
     * Records who issues the token, if not its owner.
     *
     * @param actor an opaque text of the host, 1 to 255 characters; {@code null} for the owner
     * @return a request with that actor
     * @throws IllegalArgumentException if the actor does not have that form
     */
    public TokenRequest createdBy(@Nullable String actor) {
        return new TokenRequest(owner, label, scopes, attributes, networks, actor, lifetime);
    }

    /**
     * Limits how long the token is accepted.
     *
     * @param lifetime 1 microsecond to 36,500 days; a fraction of a microsecond is dropped
     * @return a request with that lifetime
     * @throws IllegalArgumentException if the lifetime is out of that range
     */
    public TokenRequest expiresIn(Duration lifetime) {
        return new TokenRequest(owner, label, scopes, attributes, networks, createdBy, lifetime);
    }

    static void requireLifetime(String name, @Nullable Duration lifetime) {
        if (lifetime != null && (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException(name + " must be 1 microsecond to 36500 days");
        }
    }
}
