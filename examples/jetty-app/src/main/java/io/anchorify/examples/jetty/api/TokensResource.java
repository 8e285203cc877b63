package io.anchorify.examples.jetty.api;

import io.anchorify.auth.Token;
import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenQuery.Position;
import io.anchorify.auth.TokenQuery.Which;
import io.anchorify.auth.TokenService;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens of an owner. No route creates one, because a token must not create a token. */
final class TokensResource {

    private final TokenService tokens;

    TokensResource(TokenService tokens) {
        this.tokens = tokens;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/tokens", this::list),
                Route.of("DELETE", "/tokens/current", this::revokeCurrent),
                Route.of("DELETE", "/tokens/*", this::revoke));
    }

    private void list(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        TokenPrincipal principal = MeResource.user(request);
        Page page = Page.of(request);
        List<Token> loaded = tokens.list(TokenQuery.of(principal.owner())
                .which(which(request))
                .limit(page.toLoad())
                .after(page.after()));
        Json.send(
                response,
                200,
                page.answer("tokens", loaded, View::of, token -> new Position(token.createdAt(), token.id())));
    }

    private void revokeCurrent(HttpServletRequest request, HttpServletResponse response, String id) {
        TokenPrincipal principal = MeResource.user(request);
        revoke(response, principal.owner(), principal.tokenId());
    }

    private void revoke(HttpServletRequest request, HttpServletResponse response, String id) {
        revoke(response, MeResource.user(request).owner(), id);
    }

    private void revoke(HttpServletResponse response, String owner, String id) {
        if (!tokens.revoke(owner, id).found()) {
            throw new Problem(404, "You have no such token.");
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private static Which which(HttpServletRequest request) {
        String include = request.getParameter("include");
        if (include == null) {
            return Which.ACTIVE;
        }
        if (include.equals("revoked")) {
            return Which.ALL;
        }
        throw new Problem(400, "The parameter 'include' must be 'revoked' or absent.");
    }

    /** The JSON of a token. */
    record View(
            String id,
            @Nullable String label,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt) {

        static View of(Token token) {
            return new View(
                    token.id(),
                    token.label(),
                    token.createdAt(),
                    token.lastUsedAt(),
                    token.expiresAt(),
                    token.revokedAt());
        }
    }
}
