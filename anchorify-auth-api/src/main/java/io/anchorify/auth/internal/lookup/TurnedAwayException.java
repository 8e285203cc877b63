package io.anchorify.auth.internal.lookup;

import io.anchorify.auth.AuthenticationUnavailableException;

/** No lookup was made, because of the limits on lookups. */
final class TurnedAwayException extends AuthenticationUnavailableException {

    private static final long serialVersionUID = 1L;

    TurnedAwayException(String message) {
        super(message, null);
    }
}
