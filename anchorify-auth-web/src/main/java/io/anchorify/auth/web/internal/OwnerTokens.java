package io.anchorify.auth.web.internal;

import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenQuery.Position;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenState;
import io.anchorify.auth.web.internal.text.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of an owner that were loaded for a list: at most 10,000, newest first.
 *
 * @param tokens the tokens
 * @param older where to continue with {@link ListQuery#after}, or {@code null} if all were loaded
 */
public record OwnerTokens(List<Token> tokens, @Nullable Position older) {

    /** How many tokens are filtered, searched and sorted together. */
    public static final int LOADED = 10_000;

    /** How many tokens a page shows. */
    public static final int PAGE = 50;

    private static final Duration LONG_UNUSED = Duration.ofDays(90);
    private static final Duration SOON = Duration.ofDays(3);

    /**
     * A page of the list.
     *
     * @param rows the tokens of the page
     * @param total how many of the loaded tokens the query selects
     * @param page the number of the page, from 1; the last one if the query asks for a later one
     * @param pages how many pages there are, at least 1
     */
    public record Page(List<Token> rows, int total, int page, int pages) {

        /** The position of the first row, from 1; 0 if there is none. */
        public int first() {
            return rows.isEmpty() ? 0 : (page - 1) * PAGE + 1;
        }

        /** The position of the last row. */
        public int last() {
            return (page - 1) * PAGE + rows.size();
        }
    }

    /** Loads the states that a query shows. */
    public static OwnerTokens load(TokenService service, String owner, ListQuery query) {
        List<Token> tokens = new ArrayList<>();
        TokenQuery next = TokenQuery.of(owner)
                .which(query.which())
                .limit(TokenQuery.MAX_LIMIT)
                .after(query.after());
        List<Token> page;
        do {
            page = service.list(next);
            tokens.addAll(page);
            next = page.isEmpty() ? next : next.after(page.get(page.size() - 1));
        } while (page.size() == TokenQuery.MAX_LIMIT && tokens.size() < LOADED);
        boolean isMore = page.size() == TokenQuery.MAX_LIMIT
                && !service.list(next.limit(1)).isEmpty();
        List<Token> ending = tokens.stream()
                .map(token -> ending(token, service.policy().maximumLifetime()))
                .toList();
        return new OwnerTokens(ending, isMore ? next.after() : null);
    }

    /** The maximum lifetime of the policy can end an active token before its own expiry. */
    private static Token ending(Token token, @Nullable Duration maximum) {
        if (maximum == null || token.revokedAt() != null) {
            return token;
        }
        Instant end = token.createdAt().plus(maximum);
        boolean isEarlier = token.expiresAt() == null || end.isBefore(token.expiresAt());
        return isEarlier ? token.toBuilder().expiresAt(end).build() : token;
    }

    /** With a token that was just created. */
    public OwnerTokens with(Token newest) {
        List<Token> more = Stream.concat(Stream.of(newest), tokens.stream()).toList();
        return new OwnerTokens(more, older);
    }

    /** Filters, searches and sorts, and returns the page that the query asks for. */
    public Page page(ListQuery query, Texts texts, Instant now) {
        List<Token> found = tokens.stream()
                .filter(filter(query.filter(), now))
                .filter(search(query.search(), texts.locale()))
                .toList();
        List<Token> sorted = TokenOrder.sort(found, query.sort(), query.ascending(), texts.locale());
        int pages = Math.max(1, (sorted.size() + PAGE - 1) / PAGE);
        int page = Math.min(query.page(), pages);
        int start = (page - 1) * PAGE;
        return new Page(sorted.subList(start, Math.min(start + PAGE, sorted.size())), sorted.size(), page, pages);
    }

    /** The labels that more than one active token has. A rotated token does not count, because its successor has its label. */
    public Set<String> duplicateLabels(TokenService service) {
        return tokens.stream()
                .filter(token -> token.label() != null
                        && token.successorId() == null
                        && service.state(token) == TokenState.ACTIVE)
                .collect(Collectors.groupingBy(token -> Objects.requireNonNull(token.label()), Collectors.counting()))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue() > 1)
                .map(java.util.Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The tokens that a filter selects. */
    public static Predicate<Token> filter(ListQuery.Filter filter, Instant now) {
        return switch (filter) {
            case NONE -> token -> true;
            case NEVER_USED -> token -> token.lastUsedAt() == null;
            case UNUSED -> token -> lastActivity(token).isBefore(now.minus(LONG_UNUSED));
            case EXPIRING ->
                token -> token.expiresAt() != null && token.expiresAt().isBefore(now.plus(SOON));
            case PRESENTED -> token -> token.lastRefusedAt() != null;
        };
    }

    private static Instant lastActivity(Token token) {
        return Objects.requireNonNullElse(token.lastUsedAt(), token.createdAt());
    }

    /** The tokens whose label contains a text, ignoring case in a language, or whose id starts with it. */
    public static Predicate<Token> search(String text, Locale locale) {
        if (text.isEmpty()) {
            return token -> true;
        }
        String wanted = folded(text, locale);
        return token -> token.id().startsWith(text)
                || (token.label() != null && folded(token.label(), locale).contains(wanted));
    }

    /** Capital letters first, because lower case alone does not equate the letters of "straße" and "STRASSE". */
    private static String folded(String text, Locale locale) {
        return java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFC)
                .toUpperCase(locale)
                .toLowerCase(locale);
    }
}
