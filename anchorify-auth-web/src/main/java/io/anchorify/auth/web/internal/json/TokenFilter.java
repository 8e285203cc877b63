package io.anchorify.auth.web.internal.json;

import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenQuery.Position;
import io.anchorify.auth.TokenQuery.Which;
import io.anchorify.auth.TokenRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens of all owners an administrator selects, from the parameters of a query or the fields of a body. An invalid value is
 * a {@link Problem}, because a filter that ignores it selects more tokens than were asked for.
 */
final class TokenFilter {

    /** The names of all criteria but the state. */
    static final List<String> CRITERIA =
            List.of("owner", "q", "scope", "filter", "createdBy", "createdBefore", "unusedSince", "expiringBefore");

    private static final Duration LONG_UNUSED = Duration.ofDays(90);
    private static final Duration SOON = Duration.ofDays(3);
    /** Times that every database can compare. */
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private final Function<String, @Nullable String> text;
    private final Function<String, List<String>> texts;
    private final Instant now;
    private final Map<String, String> errors = new LinkedHashMap<>();
    private TokenQuery query = TokenQuery.all();

    private TokenFilter(Function<String, @Nullable String> text, Function<String, List<String>> texts, Instant now) {
        this.text = text;
        this.texts = texts;
        this.now = now;
    }

    /** The query for the parameters of a request, in the state that they name. */
    static TokenQuery ofParameters(JsonExchange exchange) {
        TokenFilter filter = new TokenFilter(exchange::parameter, exchange::parameters, exchange.now());
        filter.add("show", "active, ended, revoked, expired, superseded or all", (q, value) -> q.which(which(value)));
        filter.addCriteria();
        return filter.valid();
    }

    /** The query for active tokens that meet the criteria of a body. */
    static TokenQuery ofBody(Body body, Instant now) {
        TokenFilter filter = new TokenFilter(body::text, body::texts, now);
        CRITERIA.stream().filter(body::isNull).forEach(name -> filter.errors.put(name, "This value must not be null"));
        filter.addCriteria();
        return filter.valid();
    }

    private TokenQuery valid() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return query;
    }

    private void addCriteria() {
        add(
                "owner",
                "an owner",
                (q, value) -> new TokenQuery(
                        TokenRequest.of(value).owner(), q.which(), q.criteria(), q.ascending(), q.limit(), q.after()));
        add("q", "a part of a label", (q, value) -> q.labelContains(requireLabel(value)));
        add("scope", "a scope", (q, value) -> q.scope(requireScope(value)));
        add("createdBy", "an actor", (q, value) -> q.createdBy(requireActor(value)));
        add("createdBefore", "a time such as 2026-01-31T00:00:00Z", (q, value) -> q.createdBefore(time(value)));
        add("unusedSince", "a time such as 2026-01-31T00:00:00Z", (q, value) -> q.unusedSince(time(value)));
        add("expiringBefore", "a time such as 2026-01-31T00:00:00Z", (q, value) -> q.expiringBefore(time(value)));
        for (String value : texts.apply("filter")) {
            add("filter", value, "never-used, unused, expiring, never-expiring or presented", this::withProperty);
        }
    }

    private void add(String name, String expected, BiFunction<TokenQuery, String, TokenQuery> change) {
        add(name, text.apply(name), expected, change);
    }

    private void add(
            String name, @Nullable String value, String expected, BiFunction<TokenQuery, String, TokenQuery> change) {
        if (value == null) {
            return;
        }
        try {
            query = change.apply(query, value);
        } catch (IllegalArgumentException | DateTimeException e) {
            errors.put(name, "This value must be " + expected);
        }
    }

    private TokenQuery withProperty(TokenQuery q, String name) {
        return switch (name) {
            case "never-used" -> q.neverUsed();
            case "unused" -> q.unusedSince(now.minus(LONG_UNUSED));
            case "expiring" -> q.expiringBefore(now.plus(SOON));
            case "never-expiring" -> q.neverExpiring();
            case "presented" -> q.presentedAfterEnd();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Which which(String name) {
        return Stream.of(Which.values())
                .filter(which -> which.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    private static String requireLabel(String text) {
        return text.isBlank() || TokenRequest.of("any").label(text).label() == null ? reject(text) : text;
    }

    private static String requireScope(String text) {
        return TokenRequest.of("any").scopes(text).scopes().iterator().next();
    }

    private static String requireActor(String text) {
        TokenRequest checked = TokenRequest.of("any").createdBy(text);
        return checked.createdBy() == null ? reject(text) : text;
    }

    private static String reject(String text) {
        throw new IllegalArgumentException(text);
    }

    private static Instant time(String text) {
        Instant time = Instant.parse(text);
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
            throw new DateTimeException("Out of range");
        }
        return time;
    }

    /** The position of the last token of a page. */
    static String text(Token last) {
        return last.createdAt() + "~" + last.id();
    }

    /** Where the previous page ended, or {@code null} for the first one. */
    static @Nullable Position position(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String[] parts = text.split("~", 2);
        try {
            if (parts.length == 2 && parts[1].matches("[A-Za-z0-9_-]{1,64}")) {
                return new Position(time(parts[0]), parts[1]);
            }
        } catch (DateTimeException e) {
            // Rejected below.
        }
        throw Problem.invalid("after", "This parameter must be the field next of the previous page");
    }
}
