package io.anchorify.auth;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects tokens of one owner or of all owners, newest first, a page at a time. Immutable: each method returns a modified copy.
 * A token must meet every criterion.
 *
 * <pre>{@code
 * List<Token> page = tokens.list(TokenQuery.of("ada").which(Which.ALL).limit(50));
 * List<Token> next = tokens.list(TokenQuery.of("ada").which(Which.ALL).limit(50).after(page.get(49)));
 * }</pre>
 *
 * <p>Pages continue by key, not by offset: a token that is issued or revoked between two pages neither repeats nor hides
 * another token.
 *
 * @param owner whose tokens, or {@code null} for the tokens of all owners
 * @param which the states of the tokens; active tokens by default
 * @param criteria what else the tokens must meet
 * @param ascending whether the oldest token comes first, instead of the newest
 * @param limit the size of a page, 1 to 1000; 100 by default
 * @param after where the previous page ended, or {@code null} for the first page
 */
public record TokenQuery(
        @Nullable String owner,
        Which which,
        List<TokenCriterion> criteria,
        boolean ascending,
        int limit,
        @Nullable Position after) {

    /** The largest size of a page. */
    public static final int MAX_LIMIT = 1000;

    private static final int DEFAULT_LIMIT = 100;

    /** A subset of the tokens, by their state. The policy of the service counts. */
    public enum Which {
        /** Accepted tokens. */
        ACTIVE,
        /** Tokens that are no longer accepted. */
        ENDED,
        /** Tokens that were revoked. */
        REVOKED,
        /** Tokens that have reached their own expiry. */
        EXPIRED,
        /** Tokens that were rotated, and whose grace period is over. */
        SUPERSEDED,
        /** All tokens. */
        ALL;

        /**
         * Whether a token in a state belongs to the subset.
         *
         * @param state the state
         * @return whether it does
         */
        public boolean includes(TokenState state) {
            return switch (this) {
                case ACTIVE -> state == TokenState.ACTIVE;
                case ENDED -> state != TokenState.ACTIVE;
                case REVOKED -> state == TokenState.REVOKED;
                case EXPIRED -> state == TokenState.EXPIRED;
                case SUPERSEDED -> state == TokenState.SUPERSEDED;
                case ALL -> true;
            };
        }
    }

    /**
     * A position in the order of tokens: by creation time, equal times by id.
     *
     * @param createdAt the creation time of the token at that position
     * @param id its id
     */
    public record Position(Instant createdAt, String id) {}

    /**
     * Validates the query.
     *
     * @throws IllegalArgumentException if the owner does not have the form that {@link Token} describes, or the limit is
     *     not within 1 to 1000
     */
    public TokenQuery {
        if (owner != null) {
            TextRules.requireOwner(owner);
        }
        criteria = List.copyOf(criteria);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("The limit of a page must be 1 to " + MAX_LIMIT + ", not " + limit);
        }
    }

    /**
     * The first 100 active tokens of an owner.
     *
     * @param owner whose tokens
     * @return the query
     */
    public static TokenQuery of(String owner) {
        TextRules.requireOwner(owner);
        return new TokenQuery(owner, Which.ACTIVE, List.of(), false, DEFAULT_LIMIT, null);
    }

    /**
     * The first 100 active tokens of all owners.
     *
     * @return the query
     */
    public static TokenQuery all() {
        return new TokenQuery(null, Which.ACTIVE, List.of(), false, DEFAULT_LIMIT, null);
    }

    /**
     * Selects a subset.
     *
     * @param which active tokens, ended tokens, those that ended in one way, or all
     * @return a query for that subset
     */
    public TokenQuery which(Which which) {
        return new TokenQuery(owner, which, criteria, ascending, limit, after);
    }

    /**
     * Selects tokens with a scope.
     *
     * @param scope a scope
     * @return a query with this criterion
     * @throws IllegalArgumentException if the text is not one scope, as {@link Token} describes
     */
    public TokenQuery scope(String scope) {
        return with(new TokenCriterion.HasScope(scope));
    }

    /**
     * Selects tokens with an attribute.
     *
     * @param key the key
     * @param value the value, compared exactly
     * @return a query with this criterion
     * @throws IllegalArgumentException if key or value do not have the form that {@link Token} describes
     */
    public TokenQuery attribute(String key, String value) {
        return with(new TokenCriterion.HasAttribute(key, value));
    }

    /**
     * Selects tokens whose label contains a text.
     *
     * @param text the text, compared exactly
     * @return a query with this criterion
     */
    public TokenQuery labelContains(String text) {
        return with(new TokenCriterion.LabelContains(text));
    }

    /**
     * Selects tokens that an actor issued.
     *
     * @param actor the actor; tokens that owners issued themselves have none
     * @return a query with this criterion
     */
    public TokenQuery createdBy(String actor) {
        return with(new TokenCriterion.CreatedBy(actor));
    }

    /**
     * Selects tokens that were created before an instant.
     *
     * @param instant the instant
     * @return a query with this criterion
     */
    public TokenQuery createdBefore(Instant instant) {
        return with(new TokenCriterion.CreatedBefore(instant));
    }

    /**
     * Selects tokens whose last use, or creation if they were never used, was before an instant.
     *
     * @param instant the instant
     * @return a query with this criterion
     */
    public TokenQuery unusedSince(Instant instant) {
        return with(new TokenCriterion.UnusedSince(instant));
    }

    /**
     * Selects tokens that were never used.
     *
     * @return a query with this criterion
     */
    public TokenQuery neverUsed() {
        return with(new TokenCriterion.NeverUsed());
    }

    /**
     * Selects tokens that were presented, and refused, after they had ended: something still uses them. Use it with {@link
     * Which#ENDED}.
     *
     * @return a query with this criterion
     */
    public TokenQuery presentedAfterEnd() {
        return with(new TokenCriterion.PresentedAfterEnd());
    }

    /**
     * Selects tokens that expire before an instant, including those that have expired.
     *
     * @param instant the instant
     * @return a query with this criterion
     */
    public TokenQuery expiringBefore(Instant instant) {
        return with(new TokenCriterion.ExpiringBefore(instant));
    }

    /**
     * Selects tokens without an expiry.
     *
     * @return a query with this criterion
     */
    public TokenQuery neverExpiring() {
        return with(new TokenCriterion.NeverExpiring());
    }

    /**
     * Selects tokens that were revoked, or expired, before an instant. Use it with {@link Which#ENDED}.
     *
     * @param instant the instant
     * @return a query with this criterion
     */
    public TokenQuery endedBefore(Instant instant) {
        return with(new TokenCriterion.EndedBefore(instant));
    }

    /**
     * Selects tokens whose id begins with a text.
     *
     * @param prefix 1 to 64 characters of an id
     * @return a query with this criterion
     * @throws IllegalArgumentException if no id can begin with it
     */
    public TokenQuery idStartsWith(String prefix) {
        return with(new TokenCriterion.IdStartsWith(prefix));
    }

    /**
     * Selects all tokens but one.
     *
     * @param id the id of that token
     * @return a query with this criterion
     */
    public TokenQuery except(String id) {
        return with(new TokenCriterion.Except(id));
    }

    private TokenQuery with(TokenCriterion criterion) {
        List<TokenCriterion> more = new ArrayList<>(criteria);
        more.add(criterion);
        return new TokenQuery(owner, which, more, ascending, limit, after);
    }

    /**
     * Reverses the order.
     *
     * @return a query for the oldest tokens first
     */
    public TokenQuery oldestFirst() {
        return new TokenQuery(owner, which, criteria, true, limit, after);
    }

    /**
     * Sets the size of a page.
     *
     * @param limit 1 to 1000
     * @return a query with that limit
     * @throws IllegalArgumentException if the limit is out of range
     */
    public TokenQuery limit(int limit) {
        return new TokenQuery(owner, which, criteria, ascending, limit, after);
    }

    /**
     * Continues after the last token of the previous page.
     *
     * @param last that token
     * @return a query for the next page
     */
    public TokenQuery after(Token last) {
        return after(new Position(last.createdAt(), last.id()));
    }

    /**
     * Continues after a position that an application has sent to a client.
     *
     * @param position the position of the last token of the previous page, or {@code null} for the first page
     * @return a query for the next page
     */
    public TokenQuery after(@Nullable Position position) {
        return new TokenQuery(owner, which, criteria, ascending, limit, position);
    }
}
