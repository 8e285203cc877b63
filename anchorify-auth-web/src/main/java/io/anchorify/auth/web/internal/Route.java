package io.anchorify.auth.web.internal;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A method and a path of the page.
 *
 * @param path a path in which {@code *} matches an id
 * @param handler answers a request; one that changes something has passed the protection of forms
 * @param stale answers a request that changes something, comes from this site, and does not carry the token of the session,
 *     because the user signed in again in the meantime. Changes nothing, and keeps what the user typed
 * @param resume the path and query, relative to the page, where a visitor continues after signing in
 */
public record Route(String method, Pattern path, Handler handler, Handler stale, Resume resume) {

    /** Answers a request. */
    @FunctionalInterface
    public interface Handler {

        /** Takes the id in the path, or an empty string. */
        void handle(Exchange exchange, String id) throws IOException, ServletException;
    }

    /** Where to continue after signing in. */
    @FunctionalInterface
    public interface Resume {

        /** The path and query relative to the page, such as {@code ?label=laptop}. */
        String target(Exchange exchange);
    }

    /** A page. Signing in leads back to it. */
    public static Route get(String path, Handler handler) {
        return new Route("GET", pattern(path), handler, handler, Exchange::pathAndQuery);
    }

    /** A form from which nothing is worth keeping. */
    public static Route post(String path, Handler handler) {
        return post(path, handler, (exchange, id) -> exchange.problem(403, "stale"), exchange -> "");
    }

    /** A form that is shown again, with what the user typed. */
    public static Route post(String path, Handler handler, Handler stale, Resume resume) {
        return new Route("POST", pattern(path), handler, stale, resume);
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(Pattern.quote(path).replace("*", "\\E([A-Za-z0-9_-]{1,64})\\Q"));
    }

    public boolean matches(String method, String candidate) {
        return this.method.equals(method) && path.matcher(candidate).matches();
    }

    public String idIn(String candidate) {
        Matcher matcher = path.matcher(candidate);
        return matcher.matches() && matcher.groupCount() > 0 ? matcher.group(1) : "";
    }
}
