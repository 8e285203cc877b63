package io.anchorify.examples.jetty.api;

import io.anchorify.auth.TokenPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom a token speaks for. */
final class MeResource {

    List<Route> routes() {
        return List.of(Route.of("GET", "/me", this::show));
    }

    static TokenPrincipal principal(HttpServletRequest request) {
        return (TokenPrincipal) request.getUserPrincipal();
    }

    private void show(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        TokenPrincipal principal = principal(request);
        Json.send(response, 200, new Me(principal.owner(), principal.tokenId(), principal.label(), false));
    }

    /** What {@code GET /api/me} answers. */
    record Me(String owner, String tokenId, @Nullable String label, boolean admin) {}
}
