package io.anchorify.auth.web.internal;

import io.anchorify.auth.TokenQuery.Position;
import io.anchorify.auth.TokenQuery.Which;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens of an owner to show, in which order. Immutable: each method returns a modified copy.
 *
 * @param show the states
 * @param filter what else the tokens must meet
 * @param search a part of the label, or the start of the id; empty for all
 * @param sort the column
 * @param ascending the direction
 * @param page the page, from 1
 * @param after where the newer tokens end that were loaded before, or {@code null} to start with the newest token
 */
public record ListQuery(
        Which show,
        Filter filter,
        String search,
        Sort sort,
        boolean ascending,
        int page,
        @Nullable Position after) {

    private static final int MAX_PAGE = 1_000_000;
    /** A time with a year of four digits, and an id. */
    private static final Pattern POSITION = Pattern.compile("([0-9]{4}-[0-9T:.-]+Z)~([A-Za-z0-9_-]{1,64})");

    /** A filter besides the state. */
    public enum Filter {
        NONE,
        NEVER_USED,
        UNUSED,
        EXPIRING,
        PRESENTED;

        /** The value of the parameter, empty for none. */
        public String parameter() {
            return this == NONE ? "" : name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A column to sort by. */
    public enum Sort {
        CREATED,
        LABEL,
        USED,
        EXPIRES;

        /** The value of the parameter. */
        public String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Active tokens, newest first. */
    public static ListQuery standard() {
        return new ListQuery(Which.ACTIVE, Filter.NONE, "", Sort.CREATED, false, 1, null);
    }

    /** Reads the parameters of a request. A value that is not known counts as absent. */
    public static ListQuery of(Function<String, @Nullable String> parameters) {
        Function<String, String> text = name -> Objects.requireNonNullElse(parameters.apply(name), "");
        Sort sort = Stream.of(Sort.values())
                .filter(value -> value.parameter().equals(text.apply("sort")))
                .findFirst()
                .orElse(Sort.CREATED);
        String direction = text.apply("dir");
        return new ListQuery(
                show(text.apply("show")),
                Stream.of(Filter.values())
                        .filter(value -> value.parameter().equals(text.apply("filter")))
                        .findFirst()
                        .orElse(Filter.NONE),
                text.apply("q").strip(),
                sort,
                direction.isEmpty() ? isAscendingByDefault(sort) : direction.equals("asc"),
                page(text.apply("page")),
                position(text.apply("after")));
    }

    /** The states that make sense together with the filter. */
    public Which which() {
        return switch (filter) {
            case EXPIRING -> Which.ACTIVE;
            case PRESENTED -> Which.ENDED;
            default -> show;
        };
    }

    /** Other states, from the first page, without the filter. */
    public ListQuery showing(Which other) {
        return new ListQuery(other, Filter.NONE, search, sort, ascending, 1, null);
    }

    /** Another filter, from the first page. */
    public ListQuery filtered(Filter other) {
        return new ListQuery(show, other, search, sort, ascending, 1, null);
    }

    /** Sorted by a column, in the other direction if it is already sorted by it. */
    public ListQuery sorted(Sort column) {
        boolean direction = column == sort ? !ascending : isAscendingByDefault(column);
        return new ListQuery(show, filter, search, column, direction, 1, after);
    }

    /** Another page. */
    public ListQuery page(int other) {
        return new ListQuery(show, filter, search, sort, ascending, other, after);
    }

    /** The tokens older than a position. */
    public ListQuery after(@Nullable Position position) {
        return new ListQuery(show, filter, search, sort, ascending, 1, position);
    }

    /** Whether every token of the states is selected. */
    public boolean selectsAll() {
        return filter == Filter.NONE && search.isEmpty();
    }

    /** The parameters that differ from the default, as {@code ?name=value}; empty for the default. */
    public String toQueryString() {
        Map<String, String> parameters = parameters();
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }

    /** The parameters that differ from the default. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "q", search);
        put(parameters, "show", show == Which.ACTIVE ? "" : show.name().toLowerCase(Locale.ROOT));
        put(parameters, "filter", filter.parameter());
        put(parameters, "sort", sort == Sort.CREATED ? "" : sort.parameter());
        put(parameters, "dir", ascending == isAscendingByDefault(sort) ? "" : ascending ? "asc" : "desc");
        put(parameters, "page", page == 1 ? "" : Integer.toString(page));
        put(parameters, "after", after == null ? "" : after.createdAt() + "~" + after.id());
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }

    private static boolean isAscendingByDefault(Sort sort) {
        return sort == Sort.LABEL || sort == Sort.EXPIRES;
    }

    private static Which show(String text) {
        return switch (text) {
            case "ended" -> Which.ENDED;
            case "all" -> Which.ALL;
            default -> Which.ACTIVE;
        };
    }

    private static int page(String text) {
        try {
            return Math.max(1, Math.min(MAX_PAGE, Integer.parseInt(text)));
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    /** Only what a store can contain, because the value comes from a link. */
    private static @Nullable Position position(String text) {
        Matcher matcher = POSITION.matcher(text);
        try {
            return matcher.matches() ? new Position(Instant.parse(matcher.group(1)), matcher.group(2)) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
