package io.anchorify.examples.jetty.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenState;

/**
 * The JSON of a token for the operator: that of its owner, preceded by the field {@code owner}.
 *
 * @param owner whose token it is
 * @param token the other fields
 */
record OwnedTokenView(String owner, @JsonUnwrapped TokenView token) {

    static OwnedTokenView of(Token token, TokenState state) {
        return new OwnedTokenView(token.owner(), TokenView.of(token, state));
    }
}
