package io.anchorify.auth.spring.users;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers from memory whether a user is suspended. A read of the user is never used for longer than {@link #MAX_AGE}. After half of
 * that time, the next request starts another read in the background. A request waits for a read, at most {@link #MAX_WAIT}, only
 * if there is no answer: for the first token of a user on this node, after the user was {@linkplain #evict evicted} or was idle,
 * and while reads fail. Safe for concurrent use.
 */
final class UserStatusCache {

    /** How long a disabled user is accepted at most. */
    static final Duration MAX_AGE = Duration.ofSeconds(60);
    /** After which a read is repeated in the background. */
    static final Duration REFRESH = MAX_AGE.dividedBy(2);
    /** How long a request waits for a read. */
    static final Duration MAX_WAIT = Duration.ofSeconds(2);

    private final AsyncLoadingCache<String, Status> users;
    private final Duration wait;

    /**
     * Creates an empty cache.
     *
     * @param suspended reads a user; throws if it cannot
     * @param size how many users are cached at most
     * @param executor runs the reads
     */
    UserStatusCache(Predicate<String> suspended, int size, Executor executor) {
        this(suspended, size, executor, Ticker.systemTicker(), MAX_WAIT);
    }

    UserStatusCache(Predicate<String> suspended, int size, Executor executor, Ticker ticker, Duration wait) {
        this.wait = wait;
        users = Caffeine.newBuilder()
                .maximumSize(size)
                .ticker(ticker)
                .refreshAfterWrite(REFRESH)
                .expireAfter(Expiry.<String, Status>writing((username, status) -> status.timeLeft(ticker.read())))
                .buildAsync(new Loader(suspended, executor, ticker));
    }

    /**
     * Whether the tokens of a user are to be refused.
     *
     * @throws IllegalStateException if the user could not be read
     */
    boolean isSuspended(String username) {
        try {
            Status status = users.get(username).get(wait.toNanos(), TimeUnit.NANOSECONDS);
            if (status.failure != null) {
                throw unreadable(status.failure);
            }
            return status.suspended;
        } catch (ExecutionException e) {
            throw unreadable(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "The UserDetailsService did not return the owner of a token within " + wait.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The thread was interrupted while it waited for a user", e);
        }
    }

    private static IllegalStateException unreadable(@Nullable Throwable cause) {
        return new IllegalStateException("The UserDetailsService could not read the owner of a token", cause);
    }

    /** Discards what is known of a user, and any read that is in progress. */
    void evict(String username) {
        users.synchronous().invalidate(username);
    }

    /**
     * The result of a read.
     *
     * @param begun when the read began: the answer may be as old as that
     * @param failure why there is no answer; {@code null} if there is one
     */
    private record Status(
            boolean suspended, long begun, @Nullable RuntimeException failure) {

        Duration timeLeft(long now) {
            Duration left = MAX_AGE.minusNanos(now - begun);
            return failure != null || left.isNegative() ? Duration.ZERO : left;
        }
    }

    /** Returns failures as values, because Caffeine logs each exception of a loader with its stack trace. */
    private record Loader(Predicate<String> suspended, Executor executor, Ticker ticker)
            implements AsyncCacheLoader<String, Status> {

        @Override
        public CompletableFuture<Status> asyncLoad(String username, Executor ignored) {
            return CompletableFuture.supplyAsync(() -> read(username), executor);
        }

        /** Keeps the old answer, and its age, if the read fails. */
        @Override
        public CompletableFuture<Status> asyncReload(String username, Status old, Executor ignored) {
            return asyncLoad(username, ignored).thenApply(status -> status.failure == null ? status : old);
        }

        private Status read(String username) {
            long begun = ticker.read();
            try {
                return new Status(suspended.test(username), begun, null);
            } catch (RuntimeException e) {
                return new Status(true, begun, e);
            }
        }
    }
}
