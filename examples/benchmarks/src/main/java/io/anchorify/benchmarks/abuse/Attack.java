package io.anchorify.benchmarks.abuse;

/** What an attacker does again and again. Safe for use by many threads. */
interface Attack {

    /** Does it once. No number comes twice. */
    Answer strike(long number);

    /** What came of it. */
    enum Answer {
        /** 401, for there is no such token. */
        UNKNOWN,
        /** 401, for it cannot be a token. */
        MALFORMED,
        /** 503, for too many lookups are under way or the store did not answer. */
        UNAVAILABLE,
        /** Nobody was asked. */
        NONE
    }
}
