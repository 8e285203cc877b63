package io.anchorify.auth.web.internal.owner;

import io.anchorify.auth.Revocation;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenState;
import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.Route;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Revokes one token, the selected ones, or all others. */
public final class RevocationForm {

    private static final Logger LOGGER = System.getLogger(RevocationForm.class.getName());
    private static final int MAX_SELECTED = 1000;
    private static final int NAMED = 50;
    private static final int DEADLINE_SECONDS = 20;

    private RevocationForm() {}

    static List<Route> routes() {
        return List.of(
                Route.post(
                        "/tokens/revoke",
                        RevocationForm::revokeSeveral,
                        OwnerPages::stale,
                        exchange -> "?done=signed-in"),
                Route.post(
                        "/tokens/*/revoke", RevocationForm::revoke, OwnerPages::stale, exchange -> "?done=signed-in"));
    }

    /**
     * What is asked before several tokens are revoked.
     *
     * @param tokens the tokens to revoke, or the first of them
     * @param count how many tokens are to be revoked
     * @param selected the ids that were selected
     * @param isOthers whether to revoke all tokens except the selected ones
     * @param kept the selected tokens, if they are kept
     * @param before only tokens created before this instant are revoked
     * @param query the list to return to
     */
    public record Question(
            List<TokenName> tokens,
            long count,
            List<String> selected,
            boolean isOthers,
            List<TokenName> kept,
            String before,
            String query) {}

    private static void revoke(Exchange exchange, String id) throws IOException, ServletException {
        Optional<Token> found = exchange.tokens().find(exchange.user(), id);
        if (found.isEmpty()) {
            exchange.problem(404, "no-token");
            return;
        }
        boolean isActive = exchange.tokens().state(found.get()) == TokenState.ACTIVE;
        Revocation revocation = exchange.tokens().revoke(exchange.user(), id);
        boolean isDone = isActive && revocation.outcome() == Revocation.Outcome.REVOKED;
        Done.redirect(exchange, isDone ? "revoked" : "ended", List.of(id));
    }

    private static void revokeSeveral(Exchange exchange, String none) throws IOException, ServletException {
        boolean isOthers = exchange.parameter("what").equals("others");
        List<Token> selected = selected(exchange);
        if (selected.isEmpty() && !isOthers) {
            Done.redirect(exchange, "none-selected", List.of());
        } else if (!exchange.parameter("confirmed").equals("true")) {
            ask(exchange, selected, isOthers);
        } else if (isOthers) {
            revokeOthers(exchange, selected);
        } else {
            revokeSelected(exchange, selected);
        }
    }

    /** The selected tokens that are still active. */
    private static List<Token> selected(Exchange exchange) {
        return exchange.parameters("id").stream()
                .distinct()
                .limit(MAX_SELECTED)
                .map(id -> exchange.tokens().find(exchange.user(), id))
                .flatMap(Optional::stream)
                .filter(token -> exchange.tokens().state(token) == TokenState.ACTIVE)
                .toList();
    }

    private static void ask(Exchange exchange, List<Token> selected, boolean isOthers)
            throws IOException, ServletException {
        Instant now = exchange.now();
        TokenQuery others = others(exchange, selected, now);
        Question question = new Question(
                names(isOthers ? exchange.tokens().list(others.limit(NAMED)) : selected, exchange),
                isOthers ? exchange.tokens().count(others) : selected.size(),
                selected.stream().map(Token::id).toList(),
                isOthers,
                isOthers ? names(selected, exchange) : List.of(),
                now.toString(),
                OwnerPages.query(exchange).toQueryString());
        exchange.show(200, "revoke.title", "owner/confirm.jte", question);
    }

    /** All active tokens that the user saw before confirming, except the selected ones. */
    private static TokenQuery others(Exchange exchange, List<Token> kept, Instant before) {
        TokenQuery query = TokenQuery.of(exchange.user()).createdBefore(before);
        for (Token token : kept) {
            query = query.except(token.id());
        }
        return query;
    }

    private static void revokeOthers(Exchange exchange, List<Token> kept) throws IOException {
        TokenQuery query = others(exchange, kept, before(exchange));
        long count = exchange.tokens().revoke(query, null, null).revoked();
        exchange.redirect("?done=revoked-others&count=" + count
                + String.join(
                        "",
                        kept.stream()
                                .limit(5)
                                .map(token -> "&token=" + token.id())
                                .toList()));
    }

    /** The time of the question, unless the form does not contain it. */
    private static Instant before(Exchange exchange) {
        try {
            Instant asked = Instant.parse(exchange.parameter("before"));
            return asked.isAfter(Instant.EPOCH) && asked.isBefore(exchange.now()) ? asked : exchange.now();
        } catch (DateTimeParseException e) {
            return exchange.now();
        }
    }

    private static void revokeSelected(Exchange exchange, List<Token> selected) throws IOException, ServletException {
        Map<Token, CompletableFuture<Revocation>> revocations = new LinkedHashMap<>();
        for (Token token : selected) {
            revocations.put(
                    token,
                    exchange.tokens().revokeAsync(exchange.user(), token.id()).toCompletableFuture());
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        List<Token> failed = new ArrayList<>();
        revocations.forEach((token, revocation) -> {
            if (!isRevoked(revocation, deadline)) {
                failed.add(token);
            }
        });
        if (failed.isEmpty()) {
            Done.redirect(exchange, "revoked", selected.stream().map(Token::id).toList());
        } else {
            showFailure(exchange, selected.size(), failed);
        }
    }

    private static boolean isRevoked(CompletableFuture<Revocation> revocation, long deadline) {
        try {
            return revocation
                    .get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
                    .found();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(Level.WARNING, "A token of several was not revoked", e);
            return false;
        }
    }

    /** Reads nothing from the store, which has just failed. */
    private static void showFailure(Exchange exchange, int count, List<Token> failed)
            throws IOException, ServletException {
        Notice notice = new Notice(
                false,
                exchange.texts().get("notice.revoked-some", count - failed.size(), count),
                names(failed, exchange),
                0,
                exchange.texts().get("notice.revoked-some.text"));
        exchange.show(503, "revoke.title", "owner/result.jte", notice);
    }

    private static List<TokenName> names(List<Token> tokens, Exchange exchange) {
        return tokens.stream()
                .map(token -> TokenName.of(token, exchange.texts()))
                .toList();
    }
}
