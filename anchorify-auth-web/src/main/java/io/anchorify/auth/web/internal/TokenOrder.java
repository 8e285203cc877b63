package io.anchorify.auth.web.internal;

import io.anchorify.auth.Token;
import io.anchorify.auth.web.internal.ListQuery.Sort;
import java.text.CollationKey;
import java.text.Collator;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sorts tokens by a column. Tokens with an equal value stay in their order. */
final class TokenOrder {

    private TokenOrder() {}

    static List<Token> sort(List<Token> tokens, Sort column, boolean ascending, Locale locale) {
        return switch (column) {
            case CREATED -> sorted(tokens, ascending, Comparator.comparing(Token::createdAt), token -> token);
            case LABEL -> byLabel(tokens, ascending, locale);
            // A token that was never used comes before all others, and one that does not expire after them.
            case USED -> byTime(tokens, ascending, Token::lastUsedAt, Instant.MIN);
            case EXPIRES -> byTime(tokens, ascending, Token::expiresAt, Instant.MAX);
        };
    }

    /** Tokens without a label come last in both directions. */
    private static List<Token> byLabel(List<Token> tokens, boolean ascending, Locale locale) {
        Collator collator = Collator.getInstance(locale);
        Comparator<CollationKey> order = ascending ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return sorted(tokens, true, Comparator.nullsLast(order), token -> key(token.label(), collator));
    }

    private static @Nullable CollationKey key(@Nullable String label, Collator collator) {
        return label == null ? null : collator.getCollationKey(label);
    }

    private static List<Token> byTime(
            List<Token> tokens, boolean ascending, Function<Token, @Nullable Instant> time, Instant absent) {
        return sorted(tokens, ascending, Comparator.<Instant>naturalOrder(), token -> {
            Instant value = time.apply(token);
            return value == null ? absent : value;
        });
    }

    /** Computes each key once. */
    private static <K extends @Nullable Object> List<Token> sorted(
            List<Token> tokens, boolean ascending, Comparator<K> order, Function<Token, K> key) {
        record Keyed<K extends @Nullable Object>(Token token, K key) {}
        Comparator<Keyed<K>> byKey = (one, other) -> order.compare(one.key(), other.key());
        return tokens.stream()
                .map(token -> new Keyed<>(token, key.apply(token)))
                .sorted(ascending ? byKey : byKey.reversed())
                .map(Keyed::token)
                .toList();
    }
}
