package io.anchorify.examples.jetty.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A method and a path. {@code /*} at the end of a path matches an id. */
record Route(String method, Pattern path, Handler handler) {

    /** Handles a request. */
    @FunctionalInterface
    interface Handler {

        /** Takes the id at the end of the path, or an empty string. */
        void handle(HttpServletRequest request, HttpServletResponse response, String id) throws IOException;
    }

    static Route of(String method, String path, Handler handler) {
        String pattern = path.endsWith("/*")
                ? Pattern.quote(path.substring(0, path.length() - 1)) + "([^/]+)"
                : Pattern.quote(path);
        return new Route(method, Pattern.compile(pattern), handler);
    }

    boolean matches(String candidate) {
        return path.matcher(candidate).matches();
    }

    void handle(HttpServletRequest request, HttpServletResponse response, String candidate) throws IOException {
        Matcher matcher = path.matcher(candidate);
        boolean hasId = matcher.matches() && matcher.groupCount() > 0;
        handler.handle(request, response, hasId ? matcher.group(1) : "");
    }
}
