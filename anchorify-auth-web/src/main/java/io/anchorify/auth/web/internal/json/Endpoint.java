package io.anchorify.auth.web.internal.json;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A method and a path of the JSON endpoints.
 *
 * @param path a path in which {@code *} matches the id of a token
 * @param handler answers a request that has passed all checks
 */
record Endpoint(String method, Pattern path, Handler handler) {

    /** An id, but not the first segment of another path. */
    private static final String ID = "((?!(?:options|revoke|admin)$)[A-Za-z0-9_-]{1,64})";

    /** Answers a request, or throws a {@link Problem}. */
    @FunctionalInterface
    interface Handler {

        /** Takes the id in the path, or an empty string. */
        void handle(JsonExchange exchange, String id) throws IOException;
    }

    Endpoint(String method, String path, Handler handler) {
        this(method, Pattern.compile(Pattern.quote(path).replace("*", "\\E" + ID + "\\Q")), handler);
    }

    boolean hasPath(String candidate) {
        return path.matcher(candidate).matches();
    }

    /** Whether the handler changes something or takes a secret. */
    boolean isChange() {
        return !method.equals("GET");
    }

    void handle(JsonExchange exchange, String candidate) throws IOException {
        Matcher matcher = path.matcher(candidate);
        handler.handle(exchange, matcher.matches() && matcher.groupCount() > 0 ? matcher.group(1) : "");
    }
}
