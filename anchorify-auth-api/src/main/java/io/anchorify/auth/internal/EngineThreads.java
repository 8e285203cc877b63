package io.anchorify.auth.internal;

import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.internal.cluster.FeedThread;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a service.
 *
 * @param coordination waits for acknowledgements and maintains the feed
 * @param usage writes last-used times
 * @param callers runs the asynchronous variants of revocations
 * @param events calls the listeners
 * @param feed follows the change feed
 */
public record EngineThreads(
        ScheduledExecutorService coordination,
        ScheduledExecutorService usage,
        ExecutorService callers,
        ExecutorService events,
        FeedThread feed) {

    /** One to poll the nodes, one to maintain the feed, and one to end a wait while both of them wait for the store. */
    private static final int COORDINATION_THREADS = 3;

    private static final int CALLER_THREADS = 4;

    private static final Logger LOGGER = System.getLogger(EngineThreads.class.getName());

    /** Daemon threads that start when they are needed, and stop after a minute without work. */
    public static EngineThreads daemons() {
        return new EngineThreads(
                new LoggingScheduler(COORDINATION_THREADS, "anchorify-background"),
                new LoggingScheduler(1, "anchorify-last-used"),
                pool(CALLER_THREADS, "anchorify-async"),
                pool(1, "anchorify-events"),
                new FeedThread());
    }

    /** Makes a call on a thread of this service, and completes there: what the caller attaches to it may take long. */
    @SuppressWarnings("FutureReturnValueIgnored") // The inner future is flattened, not ignored.
    public <T> CompletionStage<T> call(Supplier<CompletableFuture<T>> call) {
        try {
            return CompletableFuture.supplyAsync(call, callers)
                    .thenCompose(Function.identity())
                    .thenApplyAsync(Function.identity(), this::complete);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new TokenStoreException("The token service is closed", e));
        }
    }

    /** Runs on the current thread after {@link #close}: a change that was committed before it still completes. */
    private void complete(Runnable completion) {
        try {
            callers.execute(completion);
        } catch (RejectedExecutionException e) {
            completion.run();
        }
    }

    /** Accepts no more work. A revocation in progress still completes when its wait is over. */
    void close() {
        coordination.shutdown();
        callers.shutdown();
    }

    private static ExecutorService pool(int threads, String name) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(threads, threads, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Logs what a task throws. A scheduled task keeps it in a future that nothing reads. */
    private static final class LoggingScheduler extends ScheduledThreadPoolExecutor {

        LoggingScheduler(int threads, String name) {
            super(threads, named(name));
            setKeepAliveTime(1, TimeUnit.MINUTES);
            allowCoreThreadTimeOut(true);
            setRemoveOnCancelPolicy(true);
        }

        @Override
        protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
            super.afterExecute(task, thrown);
            Throwable failure = thrown != null || !(task instanceof Future<?> future) ? thrown : failureOf(future);
            if (failure != null) {
                LOGGER.log(Level.ERROR, "A background task of the token service failed unexpectedly", failure);
            }
        }

        private static @Nullable Throwable failureOf(Future<?> done) {
            try {
                if (done.isDone()) {
                    done.get();
                }
                return null;
            } catch (ExecutionException e) {
                return e.getCause();
            } catch (CancellationException e) {
                return null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
    }
}
