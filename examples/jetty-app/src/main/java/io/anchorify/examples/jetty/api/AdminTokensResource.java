package io.anchorify.examples.jetty.api;

import io.anchorify.auth.Revocation;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenQuery.Position;
import io.anchorify.auth.TokenService;
import io.anchorify.examples.jetty.documents.DocumentStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The tokens of all owners, for the operator. A filter rejects everybody else. */
final class AdminTokensResource {

    /** Recorded with each token that the operator revokes. */
    private static final String ACTOR = "operator";

    private static final Logger LOGGER = System.getLogger(AdminTokensResource.class.getName());

    private final TokenService tokens;
    private final DocumentStore documents;

    AdminTokensResource(TokenService tokens, DocumentStore documents) {
        this.tokens = tokens;
        this.documents = documents;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/admin/tokens", this::list),
                Route.of("GET", "/admin/tokens/count", this::count),
                Route.of("POST", "/admin/tokens/revoke", this::revoke),
                Route.of("POST", "/admin/tokens/identify", this::identify),
                Route.of("POST", "/admin/erase", this::erase),
                Route.of("POST", "/admin/purge", this::purge));
    }

    private void list(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        Page page = Page.of(request);
        TokenQuery query = TokenFilter.of(request).query().limit(page.toLoad()).after(page.after());
        Json.send(
                response,
                200,
                page.answer(
                        "tokens",
                        tokens.list(query),
                        this::view,
                        token -> new Position(token.createdAt(), token.id())));
    }

    private void count(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        long count = tokens.count(TokenFilter.of(request).query());
        Json.send(response, 200, Map.of("count", count));
    }

    private void revoke(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        Revoke body = Json.read(request, Revoke.class);
        int revoked = valid(() -> body.id == null ? revokeSelected(body) : revokeOne(body, body.id));
        LOGGER.log(Level.INFO, "Revoked {0} tokens", revoked);
        Json.send(response, 200, Map.of("revoked", revoked));
    }

    private int revokeSelected(Revoke body) {
        TokenFilter filter = body.filter();
        if (filter.isEmpty()) {
            throw new Problem(
                    400,
                    "Give at least one filter. The filter 'state' with the value active selects all active tokens.");
        }
        return tokens.revoke(filter.query(), ACTOR, reason(body)).revoked();
    }

    private int revokeOne(Revoke body, String id) {
        if (body.owner == null || !body.filter().equals(TokenFilter.ofOwner(body.owner))) {
            throw new Problem(400, "The field 'id' requires the field 'owner' and excludes other filters.");
        }
        Revocation revocation = tokens.revoke(body.owner, id, ACTOR, reason(body));
        if (!revocation.found()) {
            throw new Problem(404, "This owner has no such token.");
        }
        return revocation.outcome() == Revocation.Outcome.REVOKED ? 1 : 0;
    }

    private void identify(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        String secret = Json.read(request, Identify.class).secret;
        if (secret == null) {
            throw new Problem(400, "The field 'secret' is missing.");
        }
        Token token = tokens.identify(secret)
                .orElseThrow(() -> new Problem(404, "No token has this secret. It may have been purged."));
        Json.send(response, 200, view(token));
    }

    /** Erases the tokens first, so that none of them adds a document afterwards. */
    private void erase(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        String owner = AdminResource.owner(Json.read(request, Erase.class).owner);
        int erased = tokens.erase(owner).erased();
        int deleted = documents.deleteAll(owner);
        LOGGER.log(Level.INFO, "Erased {0} tokens and {1} documents of an owner", erased, deleted);
        Map<String, Integer> answer = new LinkedHashMap<>();
        answer.put("tokens", erased);
        answer.put("documents", deleted);
        Json.send(response, 200, answer);
    }

    private void purge(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        Instant before = TokenFilter.time("before", Json.read(request, Purge.class).before);
        int purged = valid(() -> tokens.purge(before));
        LOGGER.log(Level.INFO, "Deleted {0} tokens that ended before {1}", purged, before);
        Json.send(response, 200, Map.of("purged", purged));
    }

    private OwnedTokenView view(Token token) {
        return OwnedTokenView.of(token, tokens.state(token));
    }

    private static String reason(Revoke body) {
        if (body.reason == null) {
            throw new Problem(400, "The field 'reason' is missing.");
        }
        return body.reason;
    }

    private static int valid(IntSupplier change) {
        try {
            return change.getAsInt();
        } catch (IllegalArgumentException e) {
            throw new Problem(400, e.getMessage() + ".");
        }
    }

    /** The body of {@code POST /api/admin/tokens/revoke}: a token by its owner and id, or a filter. */
    record Revoke(
            @Nullable String owner,
            @Nullable String id,
            @Nullable String labelContains,
            @Nullable String scope,
            @Nullable String state,
            @Nullable String unusedSince,
            @Nullable String expiringBefore,
            boolean neverExpiring,
            @Nullable String reason) {

        TokenFilter filter() {
            return new TokenFilter(
                    owner, null, labelContains, scope, state, unusedSince, expiringBefore, neverExpiring);
        }
    }

    /** The body of {@code POST /api/admin/tokens/identify}. */
    record Identify(@Nullable String secret) {

        /** Omits the secret. */
        @Override
        public String toString() {
            return "Identify[redacted]";
        }
    }

    /** The body of {@code POST /api/admin/erase}. */
    record Erase(@Nullable String owner) {}

    /** The body of {@code POST /api/admin/purge}. */
    record Purge(@Nullable String before) {}
}
