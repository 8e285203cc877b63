package io.anchorify.auth.spring.actuate;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs a check on a thread of its own and limits how long a caller waits for it. Callers share the check that is running, so a
 * store that does not respond holds one thread, however often it is checked.
 */
final class BoundedPing {

    private final Runnable ping;
    private final Duration limit;
    private final AtomicReference<@Nullable CompletableFuture<Void>> running = new AtomicReference<>();

    BoundedPing(Runnable ping, Duration limit) {
        this.ping = ping;
        this.limit = limit;
    }

    /** Returns normally if the check succeeds within the limit. */
    void check() throws InterruptedException, TimeoutException, ExecutionException {
        result().get(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private CompletableFuture<Void> result() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        CompletableFuture<Void> current = running.compareAndExchange(null, started);
        if (current != null) {
            return current;
        }
        Thread thread = new Thread(() -> run(started), "anchorify-health");
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    private void run(CompletableFuture<Void> result) {
        try {
            ping.run();
            running.set(null);
            result.complete(null);
        } catch (Throwable e) {
            running.set(null);
            result.completeExceptionally(e);
        }
    }
}
