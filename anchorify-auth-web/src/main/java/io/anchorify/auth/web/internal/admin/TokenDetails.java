package io.anchorify.auth.web.internal.admin;

import io.anchorify.auth.Token;
import io.anchorify.auth.web.internal.Exchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One token of any owner.
 *
 * @param title the key of the title
 * @param rows the token, or nothing if there is none
 * @param query the query string of the list to which the form leads back
 * @param reason what was typed as the reason of a revocation
 * @param problem the key of a text that says why nothing was revoked, or {@code null}
 */
public record TokenDetails(
        String title,
        List<AdminRow> rows,
        String query,
        String reason,
        @Nullable String problem) {

    static TokenDetails found(Token token, Exchange exchange) {
        return of(token, exchange, "", null);
    }

    static TokenDetails none() {
        return new TokenDetails("admin.identify.title", List.of(), "", "", null);
    }

    /** The token, with what was typed. */
    static TokenDetails of(Token token, Exchange exchange, String query, @Nullable String problem) {
        List<AdminRow> rows = List.of(AdminRow.of(token, exchange));
        return new TokenDetails("admin.token.title", rows, query, Reason.of(exchange), problem);
    }
}
