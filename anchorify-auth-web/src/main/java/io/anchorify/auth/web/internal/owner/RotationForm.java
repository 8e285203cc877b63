package io.anchorify.auth.web.internal.owner;

import io.anchorify.auth.Rotation;
import io.anchorify.auth.RotationException;
import io.anchorify.auth.Token;
import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.ListQuery;
import io.anchorify.auth.web.internal.Route;
import io.anchorify.auth.web.internal.form.FormIds;
import io.anchorify.auth.web.internal.text.DisplayTime;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Replaces a token by a successor, and shows the secret of the successor once. */
final class RotationForm {

    private RotationForm() {}

    static List<Route> routes() {
        return List.of(
                Route.post("/tokens/*/rotate", RotationForm::rotate, OwnerPages::stale, exchange -> "?done=signed-in"));
    }

    private static void rotate(Exchange exchange, String id) throws IOException, ServletException {
        if (!exchange.requireRecentSignIn("?done=signed-in")) {
            return;
        }
        Optional<Token> token = exchange.tokens().find(exchange.user(), id);
        if (token.isEmpty()) {
            exchange.problem(404, "no-token");
            return;
        }
        FormIds forms = FormIds.of(exchange.request().getSession());
        String once = exchange.parameter("_once");
        switch (forms.use(once)) {
            case FIRST -> rotateOnce(exchange, token.get(), forms, once);
            case REPEATED -> repeated(exchange, token.get(), Optional.ofNullable(forms.created(once)));
            case UNKNOWN ->
                OwnerPages.show(
                        exchange,
                        200,
                        OwnerPages.listOnly(exchange).with(Notice.bad("stale", List.of(), exchange.texts())));
        }
    }

    /** The successor was shown to the first of these requests only. */
    private static void repeated(Exchange exchange, Token token, Optional<String> successor) throws IOException {
        String shown =
                successor.or(() -> Optional.ofNullable(token.successorId())).orElse(token.id());
        Done.redirect(exchange, "repeated-rotation", List.of(shown));
    }

    private static void rotateOnce(Exchange exchange, Token token, FormIds forms, String once)
            throws IOException, ServletException {
        Rotation rotation;
        ListView.Loaded before;
        try {
            before = ListView.Loaded.of(exchange, ListQuery.standard());
            rotation = exchange.tokens().rotate(exchange.user(), token.id(), grace(exchange.parameter("grace")));
        } catch (RotationException e) {
            forms.giveBack(once);
            notRotated(exchange, token, e.reason());
            return;
        } catch (RuntimeException e) {
            forms.giveBack(once);
            throw e;
        }
        forms.complete(once, rotation.successor().id());
        exchange.response().setHeader("Referrer-Policy", "no-referrer");
        ListView after = ListView.of(exchange, before.replacing(exchange, token, rotation), TokenForm.empty(exchange));
        OwnerPages.show(exchange, 200, after.with(secret(exchange, token, rotation)));
    }

    private static NewSecret secret(Exchange exchange, Token token, Rotation rotation) {
        boolean hasEnded = !rotation.predecessorEndsAt()
                .isAfter(exchange.settings().clock().instant());
        DisplayTime ends =
                hasEnded ? null : DisplayTime.at(rotation.predecessorEndsAt(), exchange.now(), exchange.texts());
        return NewSecret.replacing(exchange, rotation.successor(), TokenName.of(token, exchange.texts()), ends);
    }

    private static void notRotated(Exchange exchange, Token token, RotationException.Reason reason)
            throws IOException, ServletException {
        switch (reason) {
            case NOT_FOUND -> exchange.problem(404, "no-token");
            case ENDED -> Done.redirect(exchange, "ended", List.of(token.id()));
            case ALREADY_ROTATED ->
                Done.redirect(
                        exchange,
                        "rotated-before",
                        Stream.concat(Stream.of(token.id()), Stream.ofNullable(token.successorId()))
                                .toList());
        }
    }

    /** A value that is not offered has no grace period. */
    private static Duration grace(String text) {
        return switch (text) {
            case "1h" -> Duration.ofHours(1);
            case "1d" -> Duration.ofDays(1);
            case "7d" -> Duration.ofDays(7);
            default -> Duration.ZERO;
        };
    }
}
