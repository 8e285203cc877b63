package io.anchorify.examples.jetty.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cookie with a random id that every browser gets with the login form. It replaces a session before sign-in, and
 * recognizes browsers in which a user signed in before. Scripts cannot read it, and a form of another site is
 * sent without it.
 *
 * @param https whether to use the prefix {@code __Host-}, which keeps other hosts from setting the cookie
 */
public record BrowserCookie(boolean https) {

    private static final Duration MAX_AGE = Duration.ofDays(90);
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    /** The id of the browser; a browser without one gets one. */
    String idOf(HttpServletRequest request, HttpServletResponse response) {
        String known = find(request);
        if (known != null) {
            return known;
        }
        String id = UUID.randomUUID().toString();
        Cookie cookie = new Cookie(name(), id);
        cookie.setPath("/");
        cookie.setMaxAge((int) MAX_AGE.toSeconds());
        cookie.setHttpOnly(true);
        cookie.setSecure(https);
        // Strict would lose the id when the user follows a link from another site.
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
        return id;
    }

    /** The id of the browser, or {@code null} if it has none. */
    @Nullable
    String find(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name())
                        && ID.matcher(cookie.getValue()).matches()) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    private String name() {
        return https ? "__Host-anchorify-browser" : "anchorify-browser";
    }
}
