package io.anchorify.auth.internal.cluster;

import io.anchorify.auth.ChangeStats;
import io.anchorify.auth.Receipt;
import io.anchorify.auth.RotationException;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.internal.Clocks;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.ChangeScope;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the changes that every node has to apply, such as revocations: commits, invalidates the local cache, and waits
 * until the change is in effect on every node. Safe for concurrent use.
 */
public final class ChangeCommitter {

    private final CacheInvalidator cache;
    private final AcknowledgementWaiter acknowledgements;
    private final Clocks clocks;
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder waitedOut = new LongAdder();
    private final LongAdder failed = new LongAdder();

    public ChangeCommitter(CacheInvalidator cache, AcknowledgementWaiter acknowledgements, Clocks clocks) {
        this.cache = cache;
        this.acknowledgements = acknowledgements;
        this.clocks = clocks;
    }

    /**
     * Makes a change: commits it before this returns, and waits for the nodes in the background.
     *
     * @param scope what the change affects
     * @param commit makes the change in the store, and appends the record to the feed in the same transaction
     * @param result combines what the commit returned with the receipt
     * @return completed when the change is in effect on every node
     */
    public <T, R> CompletableFuture<R> make(
            ChangeScope scope, Function<ChangeRecord, T> commit, BiFunction<T, Receipt, R> result) {
        ChangeRecord change = new ChangeRecord(UUID.randomUUID(), scope);
        T committed;
        try {
            committed = commit.apply(change);
        } catch (RotationException e) {
            // Refused, not failed.
            throw e;
        } catch (Throwable e) {
            failed.increment();
            throw e;
        } finally {
            // After a failure too: the change may have been committed all the same.
            cache.invalidate(scope);
        }
        return acknowledgements
                .await(change.uid(), clocks.micros())
                .whenComplete(this::count)
                .thenApply(receipt -> result.apply(committed, receipt));
    }

    /** Waits until a change is in effect, which takes little more than the longest term at most. */
    public static <R> R await(Future<R> change) {
        try {
            return change.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TokenStoreException(
                    "The thread was interrupted while a committed change was taking effect on all nodes", e);
        } catch (ExecutionException e) {
            throw unwrapped(e.getCause());
        }
    }

    public ChangeStats stats() {
        return new ChangeStats(acknowledged.sum(), waitedOut.sum(), failed.sum());
    }

    private void count(@Nullable Receipt receipt, @Nullable Throwable failure) {
        if (receipt == null) {
            failed.increment();
        } else if (receipt.waitedOut()) {
            waitedOut.increment();
        } else {
            acknowledged.increment();
        }
    }

    private static RuntimeException unwrapped(@Nullable Throwable cause) {
        Throwable failure = cause instanceof CompletionException wrapper ? wrapper.getCause() : cause;
        return failure instanceof TokenStoreException known
                ? new TokenStoreException(String.valueOf(known.getMessage()), known)
                : new IllegalStateException("Waiting for a change failed unexpectedly", failure);
    }
}
