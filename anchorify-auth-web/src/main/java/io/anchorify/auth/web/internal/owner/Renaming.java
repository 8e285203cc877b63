package io.anchorify.auth.web.internal.owner;

import io.anchorify.auth.Token;
import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.NewToken;
import io.anchorify.auth.web.internal.NewToken.Problem;
import io.anchorify.auth.web.internal.Route;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Changes the label of a token. */
final class Renaming {

    private Renaming() {}

    static List<Route> routes() {
        return List.of(
                Route.post("/tokens/*/rename", Renaming::rename, Renaming::stale, exchange -> "?done=signed-in"));
    }

    private static void rename(Exchange exchange, String id) throws IOException, ServletException {
        Optional<Token> token = exchange.tokens().find(exchange.user(), id);
        Optional<Problem> problem = NewToken.labelProblem(exchange.parameter("label"));
        if (token.isEmpty()) {
            exchange.problem(404, "no-token");
        } else if (problem.isPresent()) {
            showAgain(exchange, token.get(), problem.get());
        } else if (exchange.tokens().rename(exchange.user(), id, exchange.parameter("label"))) {
            Done.redirect(exchange, "renamed", List.of(id));
        } else {
            exchange.problem(404, "no-token");
        }
    }

    private static void showAgain(Exchange exchange, Token token, Problem problem)
            throws IOException, ServletException {
        List<TokenName> name = List.of(TokenName.of(token, exchange.texts()));
        Notice notice =
                new Notice(false, exchange.texts().get("notice.not-renamed"), name, 0, problem.text(exchange.texts()));
        ListView.Rename rejected = new ListView.Rename(token.id(), exchange.parameter("label"), problem);
        OwnerPages.show(
                exchange, 200, OwnerPages.listOnly(exchange).with(notice).with(rejected));
    }

    private static void stale(Exchange exchange, String id) throws IOException, ServletException {
        ListView.Rename typed = new ListView.Rename(id, exchange.parameter("label"), Problem.of("stale"));
        Notice notice = Notice.bad("stale", List.of(), exchange.texts());
        OwnerPages.show(
                exchange, 403, OwnerPages.listOnly(exchange).with(notice).with(typed));
    }
}
