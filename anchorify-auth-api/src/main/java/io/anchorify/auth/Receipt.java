package io.anchorify.auth;

import java.time.Instant;

/**
 * Proof that a change is in effect on every node: none of them answers from a state before it.
 *
 * @param committedAt when the store had committed it, by the clock of this process
 * @param effectiveAt from when on it is in effect everywhere, by the same clock
 * @param acknowledged how many nodes acknowledged it, this one included
 * @param waitedOut how many nodes did not, so that their longest term had to pass
 */
public record Receipt(Instant committedAt, Instant effectiveAt, int acknowledged, int waitedOut) {}
