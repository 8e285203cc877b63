package io.anchorify.examples.jetty.api;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** The liveness and readiness of this process. */
public final class HealthServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient TokenService tokens;

    public HealthServlet(TokenService tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (String.valueOf(request.getPathInfo())) {
            case "/live" -> Json.send(response, 200, Map.of("status", "live"));
            case "/ready" -> ready(response);
            default -> new Problem(404, "No such resource.").send(response);
        }
    }

    private void ready(HttpServletResponse response) throws IOException {
        try {
            tokens.ping();
            Json.send(response, 200, Map.of("status", "ready"));
        } catch (TokenStoreException e) {
            Problem.unavailable().send(response);
        }
    }
}
