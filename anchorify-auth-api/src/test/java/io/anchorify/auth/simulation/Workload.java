package io.anchorify.auth.simulation;

/** What happens to the tokens of a run. */
enum Workload {
    /** They are revoked. */
    REVOCATIONS,
    /** They are revoked one by one and by query, rotated and erased, by nodes with different wall clocks, under a policy. */
    WHOLE_LIFE
}
