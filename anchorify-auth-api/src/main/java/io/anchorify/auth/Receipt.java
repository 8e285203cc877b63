package io.anchorify.auth;

import java.time.Instant;

/**
 * Proof that a change is in effect on every node: none of them answers from a state before it.
 *
 * @param committedAt when the store had committed it, by the clock of this process
 * @param effectiveAt from when on it is in effect everywhere, by the same clock
 * @param acknowledged how many nodes are known to have acknowledged it, this one included
 * @param missing how many registered nodes are known not to have acknowledged it
 * @param waitedOut {@code true} if {@code effectiveAt} is not the time of the last acknowledgement but the end of the longest
 *     term, after which no node can answer from an older state: a node did not acknowledge in time, or the nodes could not
 *     be listed reliably
 */
public record Receipt(Instant committedAt, Instant effectiveAt, int acknowledged, int missing, boolean waitedOut) {}
