package io.anchorify.examples.jetty.api;

import io.anchorify.auth.Rotation;
import io.anchorify.auth.RotationException;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenQuery.Position;
import io.anchorify.auth.TokenQuery.Which;
import io.anchorify.auth.TokenService;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens of an owner. A token cannot create another one; it can only replace itself. */
final class TokensResource {

    private final TokenService tokens;
    private final @Nullable Duration rotationGrace;

    /**
     * Serves the tokens of a service.
     *
     * @param rotationGrace how long a rotated token stays valid; {@code null} if tokens must not rotate themselves
     */
    TokensResource(TokenService tokens, @Nullable Duration rotationGrace) {
        this.tokens = tokens;
        this.rotationGrace = rotationGrace;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/tokens", this::list),
                Route.of("DELETE", "/tokens/current", this::revokeCurrent),
                Route.of("POST", "/tokens/current/rotate", this::rotateCurrent),
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
                page.answer(
                        "tokens",
                        loaded,
                        token -> TokenView.of(token, tokens.state(token)),
                        token -> new Position(token.createdAt(), token.id())));
    }

    private void revokeCurrent(HttpServletRequest request, HttpServletResponse response, String id) {
        TokenPrincipal principal = MeResource.user(request);
        revoke(response, principal.owner(), principal.tokenId());
    }

    private void rotateCurrent(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        if (rotationGrace == null) {
            throw new Problem(
                    403, "Tokens cannot rotate themselves on this server. Generate a new token on the dashboard.");
        }
        TokenPrincipal principal = MeResource.user(request);
        try {
            Rotation rotation = tokens.rotate(principal.owner(), principal.tokenId(), rotationGrace);
            Json.send(response, 201, Rotated.of(rotation, principal.tokenId()));
        } catch (RotationException e) {
            throw new Problem(409, e.getMessage() + ".");
        }
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

    /**
     * The JSON of a rotated token.
     *
     * @param token the cleartext, which is in no other response
     * @param predecessorEndsAt from when on no server accepts the predecessor
     */
    record Rotated(
            String token,
            String id,
            @Nullable String label,
            @Nullable Instant expiresAt,
            String predecessorId,
            Instant predecessorEndsAt) {

        static Rotated of(Rotation rotation, String predecessorId) {
            Token successor = rotation.successor().token();
            return new Rotated(
                    rotation.secret().reveal(),
                    successor.id(),
                    successor.label(),
                    successor.expiresAt(),
                    predecessorId,
                    rotation.predecessorEndsAt());
        }

        /** Omits the cleartext. */
        @Override
        public String toString() {
            return "Rotated[id=" + id + "]";
        }
    }
}
