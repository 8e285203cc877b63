package io.anchorify.examples.jetty.api;

import io.anchorify.auth.TokenPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The owner of the presented token. */
final class MeResource {

    List<Route> routes() {
        return List.of(Route.of("GET", "/me", this::show));
    }

    /** The principal of a user's request. The filters reject other principals on these paths. */
    static TokenPrincipal user(HttpServletRequest request) {
        return (TokenPrincipal) request.getUserPrincipal();
    }

    private void show(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        Me me = request.getUserPrincipal() instanceof TokenPrincipal user
                ? new Me(
                        user.owner(),
                        user.tokenId(),
                        user.label(),
                        false,
                        new TreeMap<>(user.attributes()),
                        user.expiresAt())
                : new Me(null, null, null, true, Map.of(), null);
        Json.send(response, 200, me);
    }

    /** The JSON of {@code GET /api/me}. */
    record Me(
            @Nullable String owner,
            @Nullable String tokenId,
            @Nullable String label,
            boolean admin,
            Map<String, String> attributes,
            @Nullable Instant expiresAt) {}
}
