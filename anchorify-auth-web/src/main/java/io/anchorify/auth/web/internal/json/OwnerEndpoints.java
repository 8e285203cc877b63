package io.anchorify.auth.web.internal.json;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Rotation;
import io.anchorify.auth.RotationException;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenPolicyException;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.web.internal.ListQuery;
import io.anchorify.auth.web.internal.NewToken;
import io.anchorify.auth.web.internal.OwnerTokens;
import io.anchorify.auth.web.internal.text.Texts;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a user does with tokens of their own, except revoking them. */
final class OwnerEndpoints {

    private static final long LONGEST_GRACE = Duration.ofDays(365).toSeconds();
    private static final long GRACE = Duration.ofHours(1).toSeconds();

    List<Endpoint> all() {
        return List.of(
                new Endpoint("GET", "/", this::list),
                new Endpoint("POST", "/", this::create),
                new Endpoint("GET", "/options", (exchange, id) -> exchange.send(200, Options.of(exchange))),
                new Endpoint("GET", "/*", (exchange, id) -> exchange.send(200, exchange.json(exchange.ownToken(id)))),
                new Endpoint("PATCH", "/*", this::rename),
                new Endpoint("POST", "/*/rotate", this::rotate));
    }

    private void list(JsonExchange exchange, String id) throws IOException {
        ListQuery query = ListQuery.of(exchange.request()::getParameter);
        OwnerTokens loaded = OwnerTokens.load(exchange.tokens(), exchange.user(), query);
        OwnerTokens.Page page = loaded.page(query, exchange.texts(), exchange.now());
        Set<String> duplicates = loaded.duplicateLabels(exchange.tokens());
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put(
                "tokens",
                page.rows().stream()
                        .map(token -> row(exchange, token, duplicates))
                        .toList());
        answer.put("total", page.total());
        answer.put("next", next(query, page, loaded));
        exchange.send(200, answer);
    }

    private static Map<String, @Nullable Object> row(JsonExchange exchange, Token token, Set<String> duplicates) {
        Map<String, @Nullable Object> json = exchange.json(token);
        json.put("duplicateLabel", token.label() != null && duplicates.contains(token.label()));
        return json;
    }

    /** The query of the next page, or {@code null} after the last one. */
    private static @Nullable String next(ListQuery query, OwnerTokens.Page page, OwnerTokens loaded) {
        if (page.page() < page.pages()) {
            return query.page(page.page() + 1).toQueryString();
        }
        return loaded.older() == null ? null : query.after(loaded.older()).toQueryString();
    }

    private void create(JsonExchange exchange, String id) throws IOException {
        exchange.requireRecentSignIn();
        Body body = exchange.body(NewToken.LABEL, NewToken.EXPIRES, NewToken.SCOPES, NewToken.ATTRIBUTES);
        TokenRequest request = valid(exchange, body);
        try {
            IssuedToken issued = exchange.tokens().issue(request);
            Map<String, @Nullable Object> answer = exchange.json(issued.token());
            answer.put("token", issued.secret().reveal());
            exchange.send(201, answer);
        } catch (TokenPolicyException e) {
            throw rejected(e);
        }
    }

    private static TokenRequest valid(JsonExchange exchange, Body body) {
        NewToken.Choices choices = new NewToken.Choices(
                Objects.requireNonNullElse(body.text(NewToken.LABEL), ""),
                body.textOrNumber(NewToken.EXPIRES),
                body.texts(NewToken.SCOPES),
                body.textsByName(NewToken.ATTRIBUTES));
        NewToken checked = NewToken.of(
                choices, exchange.user(), exchange.offer(), exchange.tokens().policy(), exchange.now());
        if (checked instanceof NewToken.Invalid invalid) {
            throw Problem.invalid(texts(invalid.problems(), exchange.texts()));
        }
        return ((NewToken.Valid) checked).request();
    }

    private static Map<String, String> texts(Map<String, NewToken.Problem> problems, Texts texts) {
        Map<String, String> errors = new LinkedHashMap<>();
        problems.forEach((field, problem) -> errors.put(field, problem.text(texts)));
        return errors;
    }

    private static Problem rejected(TokenPolicyException e) {
        String detail = e.getMessage() + ".";
        return switch (e.limit()) {
            case LIFETIME -> Problem.invalid(NewToken.EXPIRES, detail);
            case TOKENS -> new Problem(409, "token-limit", detail);
        };
    }

    private void rename(JsonExchange exchange, String id) throws IOException {
        exchange.ownToken(id);
        Body body = exchange.body(NewToken.LABEL);
        if (!body.has(NewToken.LABEL)) {
            throw Problem.invalid(NewToken.LABEL, "This field is required. Send null to remove the label");
        }
        String label = body.text(NewToken.LABEL);
        NewToken.labelProblem(Objects.requireNonNullElse(label, "")).ifPresent(problem -> {
            throw Problem.invalid(NewToken.LABEL, problem.text(exchange.texts()));
        });
        exchange.tokens().rename(exchange.user(), id, label);
        exchange.send(200, exchange.json(exchange.ownToken(id)));
    }

    private void rotate(JsonExchange exchange, String id) throws IOException {
        exchange.requireRecentSignIn();
        exchange.ownToken(id);
        long grace = exchange.body("graceSeconds").number("graceSeconds").orElse(GRACE);
        if (grace > LONGEST_GRACE) {
            throw Problem.invalid("graceSeconds", "This field must be at most " + LONGEST_GRACE);
        }
        try {
            Rotation rotation = exchange.tokens().rotate(exchange.user(), id, Duration.ofSeconds(grace));
            Map<String, @Nullable Object> answer =
                    exchange.json(rotation.successor().token());
            answer.put("predecessorEndsAt", rotation.predecessorEndsAt());
            answer.put("token", rotation.secret().reveal());
            exchange.send(201, answer);
        } catch (RotationException e) {
            throw rejected(e);
        }
    }

    private static Problem rejected(RotationException e) {
        return switch (e.reason()) {
            case NOT_FOUND -> Problem.notFound();
            case ENDED -> new Problem(409, "not-active", e.getMessage() + ".");
            case ALREADY_ROTATED -> new Problem(409, "already-rotated", e.getMessage() + ".");
        };
    }
}
