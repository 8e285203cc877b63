package io.anchorify.auth.jdbc.faults;

import java.time.Duration;

/**
 * A broken promise.
 *
 * @param kind which promise
 * @param token the number of the token
 * @param node the node that broke it
 * @param by by how much time
 */
record Violation(Kind kind, int token, String node, Duration by) {

    /** The two promises. */
    enum Kind {
        /** A request that began after a revocation had returned was accepted. */
        ACCEPTED_AFTER_REVOCATION,
        /** A request was refused before any revocation began. */
        REFUSED_BEFORE_REVOCATION
    }
}
