package io.anchorify.auth.web;

import io.anchorify.auth.web.internal.Settings;
import io.anchorify.auth.web.internal.json.Endpoints;
import io.anchorify.auth.web.internal.json.JsonExchange;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The operations of the {@link TokenPage} as JSON, for a page of the host application that calls them with {@code fetch}. Map it to
 * a path prefix such as {@code /tokens-json/*}. Created by {@link TokenWeb#endpoints}.
 *
 * <p>Requests other than {@code GET} must come from the same origin and carry the token of {@code GET /options} in the header
 * {@link FormProtection#HEADER}. Errors are problem details (RFC 9457). A secret is in the answer to the request that created it,
 * and nowhere else.
 */
public final class TokenEndpoints extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Settings settings;
    private final transient Endpoints endpoints = new Endpoints();

    TokenEndpoints(Settings settings) {
        this.settings = settings;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        endpoints.handle(new JsonExchange(settings, request, response));
    }
}
