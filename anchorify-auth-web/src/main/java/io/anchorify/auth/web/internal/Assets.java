package io.anchorify.auth.web.internal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;

/** The style sheet and the script of the panel. */
public final class Assets {

    private static final Map<String, String> TYPES = Map.of(
            "panel.css", "text/css;charset=UTF-8",
            "panel.js", "text/javascript;charset=UTF-8");

    private Assets() {}

    /** Sends a file, or answers 404. */
    public static void send(String name, HttpServletResponse response) throws IOException {
        String type = TYPES.get(name);
        if (type == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType(type);
        response.setHeader("Cache-Control", "public, max-age=300");
        try (InputStream file = Assets.class.getResourceAsStream("/io/anchorify/auth/web/assets/" + name)) {
            Objects.requireNonNull(file).transferTo(response.getOutputStream());
        }
    }
}
