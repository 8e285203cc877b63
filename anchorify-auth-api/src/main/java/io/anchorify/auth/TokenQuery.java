package io.anchorify.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Selects tokens of one owner, newest first, a page at a time. Immutable: each method returns a modified copy.
 *
 * <pre>{@code
 * List<Token> page = tokens.list(TokenQuery.of("ada").which(Which.ALL).limit(50));
 * List<Token> next = tokens.list(TokenQuery.of("ada").which(Which.ALL).limit(50).after(page.get(49)));
 * }</pre>
 *
 * <p>Pages continue by key, not by offset: a token that is issued or revoked between two pages neither repeats nor hides
 * another token.
 *
 * @param owner whose tokens
 * @param which active tokens (the default), ended tokens, or all
 * @param limit the size of a page, 1 to 1000; 100 by default
 * @param after where the previous page ended, or {@code null} for the first page
 */
public record TokenQuery(
        String owner, Which which, int limit, @Nullable Position after) {

    /** The largest size of a page. */
    public static final int MAX_LIMIT = 1000;

    private static final int DEFAULT_LIMIT = 100;

    /** A subset of an owner's tokens. */
    public enum Which {
        /** Accepted tokens: neither revoked nor expired. */
        ACTIVE,
        /** Tokens that were revoked or have expired. */
        ENDED,
        /** All tokens. */
        ALL
    }

    /**
     * A position in the order of tokens: newest first, equal times by descending id.
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
        TextRules.requireOwner(owner);
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
        return new TokenQuery(owner, Which.ACTIVE, DEFAULT_LIMIT, null);
    }

    /**
     * Selects a subset.
     *
     * @param which active tokens, ended tokens, or all
     * @return a query for that subset
     */
    public TokenQuery which(Which which) {
        return new TokenQuery(owner, which, limit, after);
    }

    /**
     * Sets the size of a page.
     *
     * @param limit 1 to 1000
     * @return a query with that limit
     * @throws IllegalArgumentException if the limit is out of range
     */
    public TokenQuery limit(int limit) {
        return new TokenQuery(owner, which, limit, after);
    }

    /**
     * Continues after the last token of the previous page.
     *
     * @param last that token
     * @return a query for the next page
     */
    public TokenQuery after(Token last) {
        return new TokenQuery(owner, which, limit, new Position(last.createdAt(), last.id()));
    }
}
