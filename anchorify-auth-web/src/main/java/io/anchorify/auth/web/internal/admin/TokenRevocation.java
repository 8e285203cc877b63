package io.anchorify.auth.web.internal.admin;

import io.anchorify.auth.Token;
import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.Target;
import io.anchorify.auth.web.internal.admin.AdminFilter.Field;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows and revokes one token of any owner. The parameter {@code of} is its owner; the others are those of the list. */
final class TokenRevocation {

    void show(Exchange exchange, String id) throws IOException, ServletException {
        show(exchange, id, 200, null);
    }

    void showStale(Exchange exchange, String id) throws IOException, ServletException {
        show(exchange, id, 403, "admin.problem.stale");
    }

    private void show(Exchange exchange, String id, int status, @Nullable String problem)
            throws IOException, ServletException {
        Optional<Token> token = exchange.tokens().find(exchange.parameter("of"), id);
        if (token.isEmpty()) {
            exchange.problem(404, "admin-token");
            return;
        }
        TokenDetails details = TokenDetails.of(token.get(), exchange, listOf(exchange), problem);
        exchange.show(status, details.title(), "admin/token.jte", details);
    }

    void revoke(Exchange exchange, String id) throws IOException, ServletException {
        String reason = Reason.of(exchange);
        if (!reason.isEmpty() && !Reason.isValid(reason)) {
            show(exchange, id, 400, "admin.problem.reason");
            return;
        }
        String owner = exchange.parameter("of");
        boolean isFound = exchange.tokens()
                .revoke(owner, id, exchange.user(), reason.isEmpty() ? null : reason)
                .found();
        if (isFound) {
            String list =
                    listOf(exchange, new Field("done", "revoked"), new Field("of", owner), new Field("token", id));
            exchange.redirect(Target.orElse(AdminPages.PATH + "?" + list, AdminPages.PATH));
        } else {
            exchange.problem(404, "admin-token");
        }
    }

    /** Where to continue after signing in: at the token, with the reason that was typed. */
    static String target(Exchange exchange) {
        String path = Objects.requireNonNullElse(exchange.request().getPathInfo(), "");
        String token = path.substring(0, path.lastIndexOf('/')) + "?"
                + listOf(
                        exchange,
                        new Field("of", exchange.parameter("of")),
                        new Field("reason", exchange.parameter("reason")));
        return Target.orElse(token, AdminPages.PATH);
    }

    private static String listOf(Exchange exchange, Field... more) {
        Stream<Field> cursor = Cursor.of(exchange).map(Cursor::field).stream();
        return AdminFilter.of(exchange)
                .queryString(Stream.concat(cursor, Stream.of(more)).toArray(Field[]::new));
    }
}
