package io.anchorify.auth.web.internal.json;

import io.anchorify.auth.Revocation;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** How a user revokes tokens of their own: one, several, or all others. */
final class RevocationEndpoints {

    private static final String IDS = "ids";
    private static final String ALL_EXCEPT = "allExcept";

    List<Endpoint> all() {
        return List.of(
                new Endpoint("DELETE", "/*", this::revoke), new Endpoint("POST", "/revoke", this::revokeSeveral));
    }

    private void revoke(JsonExchange exchange, String id) throws IOException {
        if (!exchange.tokens().revoke(exchange.user(), id).found()) {
            throw Problem.notFound();
        }
        exchange.sendNothing();
    }

    private void revokeSeveral(JsonExchange exchange, String id) throws IOException {
        Body body = exchange.body(IDS, ALL_EXCEPT);
        if (body.has(IDS) == body.has(ALL_EXCEPT)) {
            throw Problem.invalid(IDS, "Send either ids or allExcept");
        }
        long revoked = body.has(IDS)
                ? revoke(exchange.tokens(), exchange.user(), body.texts(IDS))
                : revokeAllExcept(exchange, body.requiredText(ALL_EXCEPT));
        exchange.send(200, Map.of("revoked", revoked));
    }

    /** A mistyped id would revoke the token that the user wanted to keep. */
    private static long revokeAllExcept(JsonExchange exchange, String id) {
        exchange.ownToken(id);
        return exchange.tokens()
                .revokeAllExcept(exchange.user(), id, null, null)
                .revoked();
    }

    /** Waits for all together, because each can take seconds while a node is dead. */
    private static long revoke(TokenService tokens, String owner, List<String> ids) {
        List<CompletableFuture<Revocation>> revocations = ids.stream()
                .distinct()
                .map(id -> tokens.revokeAsync(owner, id).toCompletableFuture())
                .toList();
        try {
            return revocations.stream()
                    .map(CompletableFuture::join)
                    .filter(revocation -> revocation.outcome() == Revocation.Outcome.REVOKED)
                    .count();
        } catch (CompletionException e) {
            throw e.getCause() instanceof TokenStoreException known ? known : e;
        }
    }
}
