package io.anchorify.auth.web.internal.admin;

import io.anchorify.auth.Token;
import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.owner.TokenRow;

/**
 * A token in a table.
 *
 * @param owner whose token it is
 * @param token the token, as its owner sees it
 */
public record AdminRow(String owner, TokenRow token) {

    static AdminRow of(Token token, Exchange exchange) {
        return new AdminRow(token.owner(), TokenRow.of(token, false, exchange));
    }
}
