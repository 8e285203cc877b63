package io.anchorify.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens of one owner to list: newest first, a page at a time. An immutable value: each method returns a changed
 * copy.
 *
 * <pre>{@code
 * List<Token> page = tokens.list(TokenQuery.of("ada").which(Which.ALL).limit(50));
 * List<Token> next = tokens.list(TokenQuery.of("ada").which(Which.ALL).limit(50).after(page.get(49)));
 * }</pre>
 *
 * <p>Pages are by key, not by offset: a token that is issued or revoked between two pages neither repeats nor hides
 * another one.
 *
 * @param owner whose tokens
 * @param which active ones, ended ones, or all; active unless said otherwise
 * @param limit the most that one page holds, 1 to 1000; 100 unless said otherwise
 * @param after where the page before ended, or {@code null} for the first page
 */
public record TokenQuery(
        String owner, Which which, int limit, @Nullable Position after) {

    /** The most that one page can hold. */
    public static final int MAX_LIMIT = 1000;

    private static final int DEFAULT_LIMIT = 100;

    /** A part of an owner's tokens. */
    public enum Which {
        /** Those that are accepted: not revoked, not expired. */
        ACTIVE,
        /** Those that were revoked or have expired. */
        ENDED,
        /** Every one. */
        ALL
    }

    /**
     * A place in the order of tokens: newest first, equal times by descending id.
     *
     * @param createdAt the creation time of the token at that place
     * @param id its id
     */
    public record Position(Instant createdAt, String id) {}

    /**
     * Checks the whole query.
     *
     * @throws IllegalArgumentException if the owner is not of {@link Token}'s form, or the limit not within 1 to 1000
     */
    public TokenQuery {
        TextRules.requireOwner(owner);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("A page holds 1 to " + MAX_LIMIT + " tokens, not " + limit);
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
     * Chooses a part.
     *
     * @param which active ones, ended ones, or all
     * @return a query for that part
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
     * Goes on behind the last token of the page before.
     *
     * @param last that token
     * @return a query for the page that follows it
     */
    public TokenQuery after(Token last) {
        return new TokenQuery(owner, which, limit, new Position(last.createdAt(), last.id()));
    }
}
