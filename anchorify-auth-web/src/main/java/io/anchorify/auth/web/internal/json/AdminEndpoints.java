package io.anchorify.auth.web.internal.json;

import io.anchorify.auth.BulkRevocation;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenQuery.Which;
import io.anchorify.auth.TokenRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an administrator does with the tokens of all owners. */
final class AdminEndpoints {

    private static final String REASON = "reason";
    private static final String OWNER = "owner";
    private static final String EVERYTHING = "everything";
    private static final int LIMIT = 100;
    private static final int MAX_LIMIT = 200;

    List<Endpoint> all() {
        return List.of(
                new Endpoint("GET", "/admin/tokens", this::list),
                new Endpoint("GET", "/admin/counts", this::count),
                new Endpoint("POST", "/admin/identify", this::identify),
                new Endpoint("POST", "/admin/revoke", this::revokeAll),
                new Endpoint("POST", "/admin/tokens/*/revoke", this::revoke));
    }

    private void list(JsonExchange exchange, String id) throws IOException {
        int limit = limit(exchange.parameter("limit"));
        List<Token> loaded = exchange.tokens()
                .list(TokenFilter.ofParameters(exchange)
                        .limit(limit + 1)
                        .after(TokenFilter.position(exchange.parameter("after"))));
        List<Token> shown = loaded.subList(0, Math.min(limit, loaded.size()));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("tokens", shown.stream().map(token -> json(exchange, token)).toList());
        answer.put("next", shown.size() == loaded.size() ? null : TokenFilter.text(shown.get(limit - 1)));
        exchange.send(200, answer);
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return LIMIT;
        }
        int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Problem.invalid("limit", "This parameter must be 1 to " + MAX_LIMIT);
        }
        return limit;
    }

    private static Map<String, @Nullable Object> json(JsonExchange exchange, Token token) {
        Map<String, @Nullable Object> json = exchange.json(token);
        json.put(OWNER, token.owner());
        return json;
    }

    private void count(JsonExchange exchange, String id) throws IOException {
        TokenQuery query = TokenFilter.ofParameters(exchange);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("active", exchange.tokens().count(query.which(Which.ACTIVE)));
        answer.put("ended", exchange.tokens().count(query.which(Which.ENDED)));
        exchange.send(200, answer);
    }

    private void identify(JsonExchange exchange, String id) throws IOException {
        String secret = exchange.body("token").requiredText("token").strip();
        Token token = exchange.tokens().identify(secret).orElseThrow(Problem::notFound);
        exchange.send(200, json(exchange, token));
    }

    private void revokeAll(JsonExchange exchange, String id) throws IOException {
        Body body = exchange.body(Stream.concat(TokenFilter.CRITERIA.stream(), Stream.of(REASON, EVERYTHING))
                .toArray(String[]::new));
        TokenQuery query = TokenFilter.ofBody(body, exchange.now());
        boolean isEverything = query.owner() == null && query.criteria().isEmpty();
        if (isEverything != body.flag(EVERYTHING)) {
            throw Problem.invalid(EVERYTHING, "Send either a filter, or true to revoke all tokens of all owners");
        }
        BulkRevocation revocation = exchange.tokens().revoke(query, exchange.user(), reason(body, true));
        exchange.send(200, Map.of("revoked", revocation.revoked()));
    }

    private void revoke(JsonExchange exchange, String id) throws IOException {
        Body body = exchange.body(OWNER, REASON);
        String owner = body.requiredText(OWNER);
        if (!exchange.tokens()
                .revoke(owner, id, exchange.user(), reason(body, false))
                .found()) {
            throw Problem.notFound();
        }
        exchange.sendNothing();
    }

    /** A reason has the form of an actor. */
    private static @Nullable String reason(Body body, boolean isRequired) {
        String reason = isRequired ? body.requiredText(REASON) : body.text(REASON);
        try {
            return TokenRequest.of("any").createdBy(reason).createdBy();
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(REASON, "A reason must be 1 to 255 characters, without control characters");
        }
    }
}
