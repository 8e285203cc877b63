package io.anchorify.auth.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user can choose for a new token. Choices that the policy of the service does not allow are not shown. Immutable: each
 * method returns a modified copy.
 *
 * <pre>{@code
 * TokenOffer offer = TokenOffer.standard()
 *         .scope("documents:read", "Read your documents")
 *         .scope("documents:write", "Change your documents")
 *         .attribute("project", "Project", "website", "shop");
 * }</pre>
 *
 * @param scopes shown as check boxes; if there are any, a token gets only the scopes that its owner checks
 * @param lifetimes shown in this order; the first one is the default
 * @param anyDate whether the user can choose the day on which the token expires
 * @param unlimited whether the user can choose a token that does not expire
 * @param attributes shown as one selection each
 */
public record TokenOffer(
        List<Scope> scopes, List<Duration> lifetimes, boolean anyDate, boolean unlimited, List<Attribute> attributes) {

    /**
     * A scope that can be chosen.
     *
     * @param name the scope, as requests are checked for it
     * @param description what it permits, in the words of the user
     */
    public record Scope(String name, String description) {}

    /**
     * An attribute that can be chosen, or left out.
     *
     * @param key the key
     * @param label what the user chooses
     * @param values the values to choose from
     */
    public record Attribute(String key, String label, List<String> values) {

        /** Copies the values. */
        public Attribute {
            values = List.copyOf(values);
        }
    }

    /**
     * Validates the choices.
     *
     * @throws IllegalArgumentException if a lifetime is not a whole number of days, 1 to 36,500, or there is no choice of an expiry
     */
    public TokenOffer {
        scopes = List.copyOf(scopes);
        lifetimes = List.copyOf(lifetimes);
        attributes = List.copyOf(attributes);
        for (Duration lifetime : lifetimes) {
            if (!lifetime.equals(Duration.ofDays(lifetime.toDays()))
                    || lifetime.toDays() < 1
                    || lifetime.toDays() > 36_500) {
                throw new IllegalArgumentException("A lifetime must be 1 to 36500 whole days, not " + lifetime);
            }
        }
        if (lifetimes.isEmpty() && !anyDate && !unlimited) {
            throw new IllegalArgumentException("Offer at least one lifetime, any date, or tokens that do not expire");
        }
    }

    /**
     * No scopes and no attributes; 30, 60 or 90 days, a year, any date, or no expiry.
     *
     * @return the offer
     */
    public static TokenOffer standard() {
        List<Duration> lifetimes =
                List.of(Duration.ofDays(30), Duration.ofDays(60), Duration.ofDays(90), Duration.ofDays(365));
        return new TokenOffer(List.of(), lifetimes, true, true, List.of());
    }

    /**
     * Adds a scope.
     *
     * @param name the scope
     * @param description what it permits
     * @return an offer with that scope
     */
    public TokenOffer scope(String name, String description) {
        return new TokenOffer(plus(scopes, new Scope(name, description)), lifetimes, anyDate, unlimited, attributes);
    }

    /**
     * Replaces the lifetimes.
     *
     * @param lifetimes whole days; the first one is the default
     * @return an offer with these lifetimes
     * @throws IllegalArgumentException if one is out of range
     */
    public TokenOffer lifetimes(Duration... lifetimes) {
        return new TokenOffer(scopes, List.of(lifetimes), anyDate, unlimited, attributes);
    }

    /**
     * Leaves out tokens that do not expire.
     *
     * @return an offer in which every token expires
     */
    public TokenOffer alwaysExpiring() {
        return new TokenOffer(scopes, lifetimes, anyDate, false, attributes);
    }

    /**
     * Adds an attribute.
     *
     * @param key the key
     * @param label what the user chooses
     * @param values the values to choose from
     * @return an offer with that attribute
     */
    public TokenOffer attribute(String key, String label, String... values) {
        Attribute attribute = new Attribute(key, label, List.of(values));
        return new TokenOffer(scopes, lifetimes, anyDate, unlimited, plus(attributes, attribute));
    }

    private static <T> List<T> plus(List<T> list, T element) {
        List<T> more = new ArrayList<>(list);
        more.add(element);
        return more;
    }
}
