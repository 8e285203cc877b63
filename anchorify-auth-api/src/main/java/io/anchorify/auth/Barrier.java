package io.anchorify.auth;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Knows when a change that was committed holds on every node. */
@FunctionalInterface
interface Barrier {

    /** Of a service that is the only one on its store: its cache has dropped the change before anybody waits for it. */
    Barrier ALONE =
            (change, committedAt) -> CompletableFuture.completedFuture(new Receipt(committedAt, committedAt, 1, 0));

    /**
     * Waits for the nodes, without a thread of the caller.
     *
     * @param change what was committed, before this is called
     * @param committedAt when that was known
     * @return completed when no node answers any more from what was before; failed if the store has lost the change
     */
    CompletableFuture<Receipt> await(UUID change, Instant committedAt);
}
