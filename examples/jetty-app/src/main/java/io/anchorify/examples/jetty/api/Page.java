package io.anchorify.examples.jetty.api;

import io.anchorify.auth.TokenQuery.Position;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The page of a list that a request asks for. Lists are newest first and continue by key, so an object that is added or
 * removed between two pages neither repeats nor hides another one.
 *
 * @param limit the number of objects, from the parameter {@code limit}
 * @param after where the previous page ended, from the parameter {@code after}, or {@code null} for the first page
 */
record Page(int limit, @Nullable Position after) {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 200;
    /** Microseconds since 1970, and an id. */
    private static final Pattern POSITION = Pattern.compile("([0-9]{1,16})\\.([0-9A-Za-z_-]{1,64})");

    static Page of(HttpServletRequest request) {
        return new Page(limit(request.getParameter("limit")), position(request.getParameter("after")));
    }

    /** How many objects to load: one more than shown, to detect whether there are more. */
    int toLoad() {
        return limit + 1;
    }

    /** The answer: the objects of the page and, unless it is the last one, what to send as {@code after} for the next. */
    <T> Map<String, Object> answer(String name, List<T> loaded, Function<T, ?> view, Function<T, Position> position) {
        List<T> shown = loaded.subList(0, Math.min(limit, loaded.size()));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(name, shown.stream().map(view).toList());
        if (shown.size() < loaded.size()) {
            answer.put("next", text(position.apply(shown.get(limit - 1))));
        }
        return answer;
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new Problem(400, "The parameter 'limit' must be a number from 1 to " + MAX_LIMIT + ".");
        }
        return limit;
    }

    private static @Nullable Position position(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher matcher = POSITION.matcher(text);
        if (!matcher.matches()) {
            throw new Problem(400, "The parameter 'after' must be the field 'next' of the previous page.");
        }
        long micros = Long.parseLong(matcher.group(1));
        return new Position(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), matcher.group(2));
    }

    private static String text(Position position) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, position.createdAt()) + "." + position.id();
    }
}
