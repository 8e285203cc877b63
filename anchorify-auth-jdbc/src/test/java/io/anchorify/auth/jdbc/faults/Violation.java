package io.anchorify.auth.jdbc.faults;

import java.time.Duration;

/**
 * A broken promise.
 *
 * @param kind which
 * @param trial the number of the trial
 * @param node which node broke it
 * @param by how far the node was off
 */
record Violation(Kind kind, int trial, String node, Duration by) {

    /** The two promises. */
    enum Kind {
        /** A request that began after a revocation had returned was accepted. */
        ACCEPTED_AFTER_REVOCATION,
        /** A request was refused before any revocation began. */
        REFUSED_BEFORE_REVOCATION
    }
}
