package io.anchorify.auth.internal.cluster;

import io.anchorify.auth.Receipt;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Determines when a committed change is in effect on every node. */
@FunctionalInterface
public interface AcknowledgementWaiter {

    /** For the only service on a store: its own cache has dropped the change before anyone waits for it. */
    AcknowledgementWaiter SINGLE_NODE = (change, committedAt) ->
            CompletableFuture.completedFuture(new Receipt(committedAt, committedAt, 1, 0, false));

    /**
     * Waits for the nodes without occupying a thread of the caller.
     *
     * @param change the uid of a change that has been committed
     * @param committedAt when the commit was known to this process
     * @return completed when no node can answer from a state before the change; failed if the store has lost the change
     */
    CompletableFuture<Receipt> await(UUID change, Instant committedAt);
}
