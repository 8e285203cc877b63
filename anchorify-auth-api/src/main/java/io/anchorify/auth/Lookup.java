package io.anchorify.auth;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One read of the store that several requests wait for. */
final class Lookup {

    /** Longer than a store may take; this only guards against one that breaks its promise. */
    private static final long LONGEST_WAIT = Duration.ofSeconds(15).toNanos();

    /** Where the fence stood before the read began. */
    final long fence;

    private final CompletableFuture<Verdict> result = new CompletableFuture<>();

    Lookup(long fence) {
        this.fence = fence;
    }

    void complete(Verdict verdict) {
        result.complete(verdict);
    }

    void fail(AuthenticationUnavailableException failure) {
        result.completeExceptionally(failure);
    }

    /** Wakes whoever still waits, if the read ended in neither way. */
    void abandon() {
        result.cancel(false);
    }

    /** For tests, which wait in their own way. */
    boolean hasEnded() {
        return result.isDone();
    }

    Verdict await() {
        try {
            return result.get(LONGEST_WAIT, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new AuthenticationUnavailableException("The lookup that this request shared failed", e.getCause());
        } catch (CancellationException | TimeoutException e) {
            throw new AuthenticationUnavailableException("The lookup that this request shared did not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuthenticationUnavailableException("The thread was interrupted during a token lookup", e);
        }
    }
}
