package io.anchorify.examples.jetty.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of visitors without a session. Scripts cannot read them, and other sites cannot send them.
 *
 * @param https whether to use the prefix {@code __Host-}, which keeps other hosts from setting the cookie
 */
public record Cookies(boolean https) {

    Cookie create(String name, String value) {
        Cookie cookie = new Cookie(fullName(name), value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(https);
        cookie.setAttribute("SameSite", "Strict");
        return cookie;
    }

    @Nullable
    String find(HttpServletRequest request, String name) {
        Cookie[] all = request.getCookies();
        if (all != null) {
            for (Cookie cookie : all) {
                if (cookie.getName().equals(fullName(name))) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    private String fullName(String name) {
        return https ? "__Host-" + name : name;
    }
}
