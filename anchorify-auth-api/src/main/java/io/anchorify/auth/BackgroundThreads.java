package io.anchorify.auth;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Daemon threads of a service for what it does beside its callers. They begin when needed, and end after a minute. */
class BackgroundThreads {

    /** One to look at the nodes, one to keep house, and one that is free to end a wait while both wait for the store. */
    private static final int SCHEDULED = 3;

    private static final int CALLERS = 4;

    private final ScheduledThreadPoolExecutor scheduler =
            new ScheduledThreadPoolExecutor(SCHEDULED, named("anchorify-background"));
    private final ThreadPoolExecutor callers = new ThreadPoolExecutor(
            CALLERS, CALLERS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), named("anchorify-async"));

    BackgroundThreads() {
        scheduler.setKeepAliveTime(1, TimeUnit.MINUTES);
        scheduler.allowCoreThreadTimeOut(true);
        scheduler.setRemoveOnCancelPolicy(true);
        callers.allowCoreThreadTimeOut(true);
    }

    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** Makes a call on a thread of its own, and completes on such a thread: what a caller hangs on to it may take long. */
    <T> CompletionStage<T> call(Supplier<CompletableFuture<T>> call) {
        try {
            return CompletableFuture.completedFuture(true)
                    .thenComposeAsync(begin -> call.get(), callers)
                    .thenApplyAsync(Function.identity(), callers);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new TokenStoreException("The token service is closed", e));
        }
    }

    /** Begins nothing more. Whoever waits for a change still hears when its wait is over. */
    void close() {
        scheduler.shutdown();
        callers.shutdown();
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
