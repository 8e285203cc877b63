package io.anchorify.auth;

import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.ChangeScope;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the changes that every node has to know: commits, forgets what is cached here, waits for the others. */
final class Changes {

    private final TokenCache cache;
    private final Barrier barrier;
    private final InstantSource clock;
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder waitedOut = new LongAdder();
    private final LongAdder failed = new LongAdder();

    Changes(TokenCache cache, Barrier barrier, InstantSource clock) {
        this.cache = cache;
        this.barrier = barrier;
        this.clock = clock;
    }

    /**
     * Makes a change: commits it before this returns, and waits for the nodes behind that.
     *
     * @param changed what it is made to
     * @param commit makes it in the store, and enters it into the feed in the same transaction
     * @param result made of what the commit came to, and of the receipt
     * @return completed when the change holds everywhere
     */
    <T, R> CompletableFuture<R> make(
            ChangeScope changed, Function<ChangeRecord, T> commit, BiFunction<T, Receipt, R> result) {
        ChangeRecord change = new ChangeRecord(UUID.randomUUID(), changed);
        T committed;
        try {
            committed = commit.apply(change);
        } catch (Throwable e) {
            failed.increment();
            throw e;
        } finally {
            // Also after a failure: it may not be known whether the change was committed.
            cache.drop(changed);
        }
        return barrier.await(change.uid(), clock.instant().truncatedTo(ChronoUnit.MICROS))
                .whenComplete(this::count)
                .thenApply(receipt -> result.apply(committed, receipt));
    }

    /** Waits for the end of a change, which is never long after the longest term. */
    static <R> R await(Future<R> change) {
        try {
            return change.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TokenStoreException(
                    "The thread was interrupted while it waited for a change that is made to hold on all nodes", e);
        } catch (ExecutionException e) {
            throw unwrapped(e.getCause());
        }
    }

    ChangeStats stats() {
        return new ChangeStats(acknowledged.sum(), waitedOut.sum(), failed.sum());
    }

    private void count(@Nullable Receipt receipt, @Nullable Throwable failure) {
        if (receipt == null) {
            failed.increment();
        } else if (receipt.waitedOut() > 0) {
            waitedOut.increment();
        } else {
            acknowledged.increment();
        }
    }

    private static RuntimeException unwrapped(@Nullable Throwable cause) {
        Throwable failure = cause instanceof CompletionException wrapper ? wrapper.getCause() : cause;
        return failure instanceof TokenStoreException known
                ? new TokenStoreException(String.valueOf(known.getMessage()), known)
                : new IllegalStateException("Waiting for a change failed in an unexpected way", failure);
    }
}
