package io.anchorify.auth.internal.lookup;

import io.anchorify.auth.AuthenticationUnavailableException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One read of the store that several requests wait for. */
public final class PendingLookup {

    /** Longer than any store may take: this guards against a store that breaks its contract. */
    private static final long LONGEST_WAIT = Duration.ofSeconds(15).toNanos();

    /** The position of the fence before the read began. */
    final long fence;

    private final CompletableFuture<LookupResult> result = new CompletableFuture<>();

    PendingLookup(long fence) {
        this.fence = fence;
    }

    void complete(LookupResult found) {
        result.complete(found);
    }

    void fail(AuthenticationUnavailableException failure) {
        result.completeExceptionally(failure);
    }

    /** Wakes the requests that still wait, if the read neither completed nor failed. */
    void abandon() {
        result.cancel(false);
    }

    public boolean isDone() {
        return result.isDone();
    }

    LookupResult awaitResult() {
        try {
            return result.get(LONGEST_WAIT, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TurnedAwayException turnedAway) {
                throw turnedAway;
            }
            throw new AuthenticationUnavailableException("The lookup that this request shared failed", e.getCause());
        } catch (CancellationException | TimeoutException e) {
            throw new AuthenticationUnavailableException("The lookup that this request shared did not complete", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuthenticationUnavailableException("The thread was interrupted during a token lookup", e);
        }
    }
}
