package io.anchorify.auth;

import java.time.Instant;

/**
 * That a change holds on every node: none answers from what it was before.
 *
 * @param committedAt when the store had it, by the clock of this process
 * @param effectiveAt from when on it holds everywhere, by the same clock: the moment when the last node had acknowledged,
 *     or could not answer from its cache any more
 * @param acknowledged how many nodes confirmed that they have applied it, this one among them
 * @param waitedOut how many nodes did not, so that their last term had to be waited out
 */
public record Receipt(Instant committedAt, Instant effectiveAt, int acknowledged, int waitedOut) {}
