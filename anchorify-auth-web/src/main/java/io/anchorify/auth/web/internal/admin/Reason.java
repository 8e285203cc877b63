package io.anchorify.auth.web.internal.admin;

import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.web.internal.Exchange;

/** Why tokens are revoked. */
final class Reason {

    private Reason() {}

    /** What was typed, without the space around it. */
    static String of(Exchange exchange) {
        return exchange.parameter("reason").strip();
    }

    /** Whether a service accepts a reason. An actor has the same form. */
    static boolean isValid(String reason) {
        try {
            TokenRequest.of("any").createdBy(reason);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
