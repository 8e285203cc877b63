package io.anchorify.auth.web.internal;

import io.anchorify.auth.web.PageLayout;
import io.anchorify.auth.web.TokenPanel;
import io.anchorify.auth.web.internal.text.Texts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page of a host application that has no layout of its own. */
record StandardLayout(Texts texts, @Nullable String backTo) implements PageLayout {

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    @Override
    public void write(HttpServletRequest request, HttpServletResponse response, TokenPanel panel) throws IOException {
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("panel", panel);
        parameters.put("t", texts);
        parameters.put("backTo", backTo);
        response.getWriter().write(Templates.render("page.jte", parameters));
    }
}
