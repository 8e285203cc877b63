package io.anchorify.auth.jdbc;

/**
 * A setting of the database that endangers the promise of a revocation.
 *
 * @param kind what can happen
 * @param description what is set, as the beginning of a sentence
 * @param remedy what to do, as a sentence without its full stop
 */
record SettingProblem(Kind kind, String description, String remedy) {

    enum Kind {
        /** Acknowledged commits are lost if the process of the database is killed. */
        LOST_IN_CRASH,
        /** Acknowledged commits are lost only if the operating system crashes or the power fails. */
        LOST_IN_POWER_FAILURE,
        /** The store does not work correctly. */
        UNSUPPORTED
    }
}
