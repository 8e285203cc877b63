package io.anchorify.auth.web.internal.owner;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenPolicyException;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.ListQuery;
import io.anchorify.auth.web.internal.NewToken;
import io.anchorify.auth.web.internal.NewToken.Problem;
import io.anchorify.auth.web.internal.Route;
import io.anchorify.auth.web.internal.form.FormIds;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Creates a token from the form. */
final class Creation {

    private Creation() {}

    static List<Route> routes() {
        return List.of(Route.post(
                "/tokens",
                Creation::create,
                Creation::stale,
                exchange -> TokenForm.read(exchange).toQueryString()));
    }

    private static void create(Exchange exchange, String none) throws IOException, ServletException {
        TokenForm form = TokenForm.read(exchange);
        if (!exchange.requireRecentSignIn(form.toQueryString())) {
            return;
        }
        NewToken checked = NewToken.of(
                form.choices(), exchange.user(), form.offer(), exchange.tokens().policy(), exchange.now());
        if (checked instanceof NewToken.Valid valid) {
            createOnce(exchange, form, valid.request());
        } else {
            showAgain(exchange, 200, form.with(((NewToken.Invalid) checked).problems()));
        }
    }

    private static void createOnce(Exchange exchange, TokenForm form, TokenRequest request)
            throws IOException, ServletException {
        FormIds forms = FormIds.of(exchange.request().getSession());
        String once = exchange.parameter("_once");
        switch (forms.use(once)) {
            case FIRST -> issue(exchange, form, request, forms, once);
            case REPEATED ->
                Done.redirect(
                        exchange,
                        "repeated",
                        Stream.ofNullable(forms.created(once)).toList());
            case UNKNOWN -> showAgain(exchange, 200, form, "form-unknown");
        }
    }

    private static void issue(Exchange exchange, TokenForm form, TokenRequest request, FormIds forms, String once)
            throws IOException, ServletException {
        IssuedToken issued;
        ListView.Loaded before;
        try {
            before = ListView.Loaded.of(exchange, ListQuery.standard());
            issued = exchange.tokens().issue(request);
        } catch (TokenPolicyException e) {
            forms.giveBack(once);
            showAgain(exchange, 200, form.with(problem(e, exchange)));
            return;
        } catch (RuntimeException e) {
            forms.giveBack(once);
            throw e;
        }
        forms.complete(once, issued.id());
        exchange.response().setHeader("Referrer-Policy", "no-referrer");
        ListView after = ListView.of(exchange, before.with(issued.token()), TokenForm.empty(exchange));
        OwnerPages.show(exchange, 200, after.with(NewSecret.of(exchange, issued)));
    }

    private static Map<String, Problem> problem(TokenPolicyException e, Exchange exchange) {
        Integer maximum = exchange.tokens().policy().maximumTokens();
        return e.limit() == TokenPolicyException.Limit.TOKENS
                ? Map.of(
                        "form",
                        Problem.of("tokens", Optional.ofNullable(maximum).orElse(0)))
                : Map.of(NewToken.EXPIRES, Problem.of("expires-offer"));
    }

    private static void stale(Exchange exchange, String none) throws IOException, ServletException {
        showAgain(exchange, 403, TokenForm.read(exchange), "form-stale");
    }

    private static void showAgain(Exchange exchange, int status, TokenForm form) throws IOException, ServletException {
        ListView.Loaded loaded = ListView.Loaded.of(exchange, ListQuery.standard());
        OwnerPages.show(exchange, status, ListView.of(exchange, loaded, form));
    }

    private static void showAgain(Exchange exchange, int status, TokenForm form, String notice)
            throws IOException, ServletException {
        ListView.Loaded loaded = ListView.Loaded.of(exchange, ListQuery.standard());
        ListView view = ListView.of(exchange, loaded, form);
        OwnerPages.show(exchange, status, view.with(Notice.bad(notice, List.of(), exchange.texts())));
    }
}
