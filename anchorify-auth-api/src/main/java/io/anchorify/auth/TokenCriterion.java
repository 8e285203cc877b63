package io.anchorify.auth;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the tokens of a {@link TokenQuery} must meet. A store translates it; {@link #test} defines its meaning. */
public sealed interface TokenCriterion {

    /**
     * Whether a token meets this criterion.
     *
     * @param token the token
     * @return whether it does
     */
    boolean test(Token token);

    /**
     * The token has a scope.
     *
     * @param scope the scope
     */
    record HasScope(String scope) implements TokenCriterion {

        /**
         * Validates the scope.
         *
         * @throws IllegalArgumentException if it is not one scope, as {@link Token} describes
         */
        public HasScope {
            TextRules.requireScopes(Set.of(scope));
        }

        @Override
        public boolean test(Token token) {
            return token.scopes().contains(scope);
        }
    }

    /**
     * The token has an attribute.
     *
     * @param key the key
     * @param value the value
     */
    record HasAttribute(String key, String value) implements TokenCriterion {

        /**
         * Validates the attribute.
         *
         * @throws IllegalArgumentException if key or value do not have the form that {@link Token} describes
         */
        public HasAttribute {
            TextRules.requireAttribute(key, value);
        }

        @Override
        public boolean test(Token token) {
            return value.equals(token.attributes().get(key));
        }
    }

    /**
     * The label contains a text.
     *
     * @param text the text, compared exactly
     */
    record LabelContains(String text) implements TokenCriterion {

        @Override
        public boolean test(Token token) {
            return token.label() != null && token.label().contains(text);
        }
    }

    /**
     * An actor issued the token.
     *
     * @param actor the actor
     */
    record CreatedBy(String actor) implements TokenCriterion {

        @Override
        public boolean test(Token token) {
            return actor.equals(token.createdBy());
        }
    }

    /**
     * The token was created before an instant.
     *
     * @param instant the instant
     */
    record CreatedBefore(Instant instant) implements TokenCriterion {

        @Override
        public boolean test(Token token) {
            return token.createdAt().isBefore(instant);
        }
    }

    /**
     * The last use, or the creation of a token that was never used, was before an instant.
     *
     * @param instant the instant
     */
    record UnusedSince(Instant instant) implements TokenCriterion {

        @Override
        public boolean test(Token token) {
            return isBefore(token.lastUsedAt() == null ? token.createdAt() : token.lastUsedAt(), instant);
        }
    }

    /** The token was never used. */
    record NeverUsed() implements TokenCriterion {

        @Override
        public boolean test(Token token) {
            return token.lastUsedAt() == null;
        }
    }

    /** The token was presented, and refused, after it had ended. */
    record PresentedAfterEnd() implements TokenCriterion {

        @Override
        public boolean test(Token token) {
            return token.lastRefusedAt() != null;
        }
    }

    /**
     * The token expires before an instant.
     *
     * @param instant the instant
     */
    record ExpiringBefore(Instant instant) implements TokenCriterion {

        @Override
        public boolean test(Token token) {
            return isBefore(token.expiresAt(), instant);
        }
    }

    /** The token has no expiry. */
    record NeverExpiring() implements TokenCriterion {

        @Override
        public boolean test(Token token) {
            return token.expiresAt() == null;
        }
    }

    /**
     * The token was revoked, or expired, before an instant.
     *
     * @param instant the instant
     */
    record EndedBefore(Instant instant) implements TokenCriterion {

        @Override
        public boolean test(Token token) {
            return isBefore(token.revokedAt(), instant) || isBefore(token.expiresAt(), instant);
        }
    }

    /**
     * The id begins with a text, such as the first characters that a page shows.
     *
     * @param prefix 1 to 64 characters of an id
     */
    record IdStartsWith(String prefix) implements TokenCriterion {

        /**
         * Validates the prefix.
         *
         * @throws IllegalArgumentException if no id can begin with it
         */
        public IdStartsWith {
            TextRules.requireId(prefix);
        }

        @Override
        public boolean test(Token token) {
            return token.id().startsWith(prefix);
        }
    }

    /**
     * The token is not this one.
     *
     * @param id the id of the excluded token
     */
    record Except(String id) implements TokenCriterion {

        @Override
        public boolean test(Token token) {
            return !token.id().equals(id);
        }
    }

    private static boolean isBefore(@Nullable Instant time, Instant instant) {
        return time != null && time.isBefore(instant);
    }
}
