package io.anchorify.examples.jetty.api;

import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenQuery.Which;
import io.anchorify.auth.TokenRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens of all owners a request of the operator is about. A token must match every field that is given.
 *
 * @param owner whose tokens
 * @param idPrefix how the id begins
 * @param labelContains a part of the label
 * @param scope a scope
 * @param state the name of a {@link Which} in lower case; {@code active} by default
 * @param unusedSince a time after the last use
 * @param expiringBefore a time after the expiry
 * @param neverExpiring whether the token must have no expiry
 */
record TokenFilter(
        @Nullable String owner,
        @Nullable String idPrefix,
        @Nullable String labelContains,
        @Nullable String scope,
        @Nullable String state,
        @Nullable String unusedSince,
        @Nullable String expiringBefore,
        boolean neverExpiring) {

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    static TokenFilter ofOwner(String owner) {
        return new TokenFilter(owner, null, null, null, null, null, null, false);
    }

    /** Takes the filter from the parameters of the query. */
    static TokenFilter of(HttpServletRequest request) {
        return new TokenFilter(
                request.getParameter("owner"),
                request.getParameter("idPrefix"),
                request.getParameter("labelContains"),
                request.getParameter("scope"),
                request.getParameter("state"),
                request.getParameter("unusedSince"),
                request.getParameter("expiringBefore"),
                flag("neverExpiring", request.getParameter("neverExpiring")));
    }

    /** Whether no field is given. */
    boolean isEmpty() {
        return !neverExpiring
                && Stream.of(owner, idPrefix, labelContains, scope, state, unusedSince, expiringBefore)
                        .allMatch(Objects::isNull);
    }

    /**
     * The query of a service.
     *
     * @throws Problem if a field is invalid; it names the field
     */
    TokenQuery query() {
        TokenQuery query = with(TokenQuery.all(), "owner", owner, (all, value) -> TokenQuery.of(value));
        query = query.which(which(state));
        query = with(query, "idPrefix", idPrefix, TokenQuery::idStartsWith);
        query = with(query, "labelContains", labelContains, TokenFilter::labelContains);
        query = with(query, "scope", scope, TokenFilter::scope);
        query = with(query, "unusedSince", unusedSince, (q, text) -> q.unusedSince(time("unusedSince", text)));
        query = with(
                query, "expiringBefore", expiringBefore, (q, text) -> q.expiringBefore(time("expiringBefore", text)));
        return neverExpiring ? query.neverExpiring() : query;
    }

    /**
     * A time from 1970 to 9999, which every store can compare.
     *
     * @throws Problem if it is none; it names the field
     */
    static Instant time(String name, @Nullable String text) {
        try {
            Instant time = Instant.parse(Objects.requireNonNullElse(text, ""));
            if (!time.isBefore(Instant.EPOCH) && !time.isAfter(LATEST)) {
                return time;
            }
        } catch (DateTimeException e) {
            // The problem says what is accepted.
        }
        throw new Problem(400, "The value of '" + name + "' must be a time such as 2026-03-01T09:30:00Z.");
    }

    private static TokenQuery with(
            TokenQuery query,
            String name,
            @Nullable String value,
            BiFunction<TokenQuery, String, TokenQuery> criterion) {
        try {
            return value == null ? query : criterion.apply(query, value);
        } catch (IllegalArgumentException e) {
            throw new Problem(400, "Invalid value of '" + name + "': " + e.getMessage() + ".");
        }
    }

    /** No label contains a text that is not itself a valid label. */
    private static TokenQuery labelContains(TokenQuery query, String text) {
        TokenRequest.of("any").label(text);
        return query.labelContains(text);
    }

    private static TokenQuery scope(TokenQuery query, String scope) {
        TokenRequest.of("any").scopes(scope);
        return query.scope(scope);
    }

    private static Which which(@Nullable String state) {
        if (state == null) {
            return Which.ACTIVE;
        }
        return Arrays.stream(Which.values())
                .filter(which -> name(which).equals(state))
                .findFirst()
                .orElseThrow(TokenFilter::invalidState);
    }

    private static Problem invalidState() {
        String states = Arrays.stream(Which.values()).map(TokenFilter::name).collect(Collectors.joining(", "));
        return new Problem(400, "The value of 'state' must be one of " + states + ".");
    }

    private static String name(Which which) {
        return which.name().toLowerCase(Locale.ROOT);
    }

    private static boolean flag(String name, @Nullable String text) {
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw new Problem(400, "The value of '" + name + "' must be true or false.");
        }
        return "true".equals(text);
    }
}
