package io.anchorify.auth.web.internal.admin;

import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.form.FormIds;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of the last action. The address of a page only refers to it, so that a link cannot make the page claim something else.
 *
 * @param count how many tokens were revoked; {@code null} for one
 * @param row the token that was revoked; {@code null} for several
 */
public record Notice(@Nullable Long count, @Nullable AdminRow row) {

    static @Nullable Notice of(Exchange exchange) {
        return switch (exchange.parameter("done")) {
            case "revoked" -> one(exchange).orElse(null);
            case "" -> null;
            default -> several(exchange).orElse(null);
        };
    }

    private static Optional<Notice> one(Exchange exchange) {
        return exchange.tokens()
                .find(exchange.parameter("of"), exchange.parameter("token"))
                .filter(token -> token.revokedAt() != null)
                .map(token -> new Notice(null, AdminRow.of(token, exchange)));
    }

    private static Optional<Notice> several(Exchange exchange) {
        String count = FormIds.of(exchange.request().getSession()).created(exchange.parameter("done"));
        return count != null && count.matches("[0-9]{1,18}")
                ? Optional.of(new Notice(Long.valueOf(count), null))
                : Optional.empty();
    }
}
