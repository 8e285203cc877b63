package io.anchorify.auth.servlet;

import jakarta.servlet.http.HttpServletRequest;

/** What becomes of a request. */
sealed interface Decision {

    /** It goes on along the chain, in the form given here. */
    record Pass(HttpServletRequest request) implements Decision {}

    /** It is answered here. */
    record Deny(Denial denial) implements Decision {}
}
