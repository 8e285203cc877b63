package io.anchorify.auth.internal.usage;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.UsageStats;
import io.anchorify.auth.internal.Clocks;
import io.anchorify.auth.spi.TokenUse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the times of one kind of use in the background: accepted uses, or refused ones. A request never waits for a write.
 *
 * <p>A use is due once per token and interval. Due uses are collected here, the most recent one per token, and one thread
 * writes them in batches. After a failed write they are kept and retried. When too many tokens are pending, further uses
 * are counted as dropped and retried with the next use of their token.
 *
 * <p>So a stored time is never later than the last use, and at most one interval older, from {@link #BATCH_DELAY} after
 * the use. Safe for concurrent use.
 */
final class UsageUpdater {

    /** How long due uses are collected before they are written, and so how long a first use takes to show. */
    static final Duration BATCH_DELAY = Duration.ofMillis(250);
    /** The back-off after a failed write. */
    static final Duration RETRY_DELAY = Duration.ofSeconds(1);
    /** How many tokens can be pending, at about 250 bytes each. */
    static final int CAPACITY = 100_000;

    static final int BATCH_SIZE = 1000;

    private static final Logger LOGGER = System.getLogger(UsageUpdater.class.getName());

    private final String name;
    private final Consumer<List<PendingUse>> store;
    private final Clocks clocks;
    private final Duration interval;
    private final long intervalNanos;
    private final boolean recordRemoteAddress;
    private final ScheduledExecutorService scheduler;

    private final ConcurrentMap<String, PendingUse> pending = new ConcurrentHashMap<>();
    private final AtomicBoolean writeIsScheduled = new AtomicBoolean();
    private final LongAdder written = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile boolean closed;
    /** Set when nothing is written any more. */
    private volatile boolean ended;
    /** Whether the last write failed, so that an outage is logged once. Used by the writing thread only. */
    private boolean failing;

    /**
     * An updater.
     *
     * @param name what log messages call the written times
     * @param store writes a batch; throws if it fails
     * @param scheduler with one thread
     */
    UsageUpdater(
            String name,
            Consumer<List<PendingUse>> store,
            Clocks clocks,
            Duration interval,
            boolean recordRemoteAddress,
            ScheduledExecutorService scheduler) {
        this.name = name;
        this.store = store;
        this.clocks = clocks;
        this.interval = interval;
        this.intervalNanos = interval.toNanos();
        this.recordRemoteAddress = recordRemoteAddress;
        this.scheduler = scheduler;
    }

    /** Records a use that happens now, if one is due. Does not block. The address is asked for only if it is recorded. */
    void record(TrackedToken token, Authentication answer, long nanoTime, Supplier<@Nullable String> remoteAddress) {
        if (token.claimWrite(nanoTime, intervalNanos) && !offer(token.tokenId(), answer, remoteAddress)) {
            dropped.increment();
            token.deferWriteUntil(nanoTime + RETRY_DELAY.toNanos());
        }
    }

    /** Writes everything that is pending now, and returns whether that succeeded within the deadline. */
    boolean flush(Duration deadline) {
        try {
            return scheduler.submit(this::writeAll).get(TimeUnit.NANOSECONDS.convert(deadline), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Writing " + name + " failed unexpectedly", e);
        } catch (TimeoutException | RejectedExecutionException e) {
            return pending.isEmpty();
        }
    }

    /** Accepts no more uses, and writes the pending ones, retrying until the deadline. */
    void close(Duration deadline) {
        closed = true;
        flushUntil(TimeUnit.NANOSECONDS.convert(deadline));
        ended = true;
        long lost = pending.keySet().stream().filter(this::discard).count();
        dropped.add(lost);
        if (lost > 0) {
            LOGGER.log(Level.WARNING, "The {0} of {1} tokens could not be written before shutdown", name, lost);
        }
    }

    UsageStats stats() {
        return new UsageStats(pending.size(), written.sum(), dropped.sum(), failures.sum());
    }

    private boolean offer(String tokenId, Authentication answer, Supplier<@Nullable String> remoteAddress) {
        if (closed || (pending.size() >= CAPACITY && !pending.containsKey(tokenId))) {
            return false;
        }
        @Nullable String address = recordRemoteAddress ? RemoteAddress.orNull(remoteAddress.get()) : null;
        TokenUse use = new TokenUse(tokenId, clocks.micros(), address);
        pending.merge(tokenId, new PendingUse(use, answer), UsageUpdater::later);
        // A use that arrives while this is being closed may come after the last write.
        if (ended && discard(tokenId)) {
            return false;
        }
        scheduleWrite(BATCH_DELAY);
        return true;
    }

    /** Removes a pending use. Of concurrent callers, exactly one is told that it was still pending. */
    private boolean discard(String tokenId) {
        return pending.remove(tokenId) != null;
    }

    private void flushUntil(long nanos) {
        long begin = System.nanoTime();
        long left = nanos;
        while (!pending.isEmpty() && !flush(Duration.ofNanos(left)) && left > 0) {
            LockSupport.parkNanos(this, Math.min(BATCH_DELAY.toNanos(), left));
            left = Thread.currentThread().isInterrupted() ? 0 : nanos - (System.nanoTime() - begin);
        }
    }

    private void scheduleWrite(Duration delay) {
        if (writeIsScheduled.compareAndSet(false, true)) {
            try {
                Future<?> unused = scheduler.schedule(this::writeAndReschedule, delay.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                LOGGER.log(Level.DEBUG, "The token service was closed while a token was in use", e);
            } catch (OutOfMemoryError e) {
                // No thread could be started. The request must not fail, and the next use tries again.
                writeIsScheduled.set(false);
                LOGGER.log(
                        Level.WARNING,
                        "No thread could be started to write the uses of tokens. The next use of a token retries",
                        e);
            }
        }
    }

    private void writeAndReschedule() {
        boolean succeeded = false;
        try {
            succeeded = writeAll();
        } finally {
            writeIsScheduled.set(false);
            if (!pending.isEmpty()) {
                scheduleWrite(succeeded ? BATCH_DELAY : RETRY_DELAY);
            }
        }
    }

    private boolean writeAll() {
        List<PendingUse> uses = pending.values().stream()
                .sorted(Comparator.comparing(PendingUse::tokenId))
                .toList();
        for (int from = 0; from < uses.size(); from += BATCH_SIZE) {
            if (!write(uses.subList(from, Math.min(from + BATCH_SIZE, uses.size())))) {
                return false;
            }
        }
        return true;
    }

    private boolean write(List<PendingUse> batch) {
        try {
            store.accept(batch);
        } catch (RuntimeException e) {
            failed(e);
            return false;
        }
        failing = false;
        written.add(batch.size());
        batch.forEach(this::remove);
        return true;
    }

    private void failed(RuntimeException e) {
        failures.increment();
        if (!failing) {
            failing = true;
            LOGGER.log(Level.WARNING, "The " + name + " of tokens could not be written. They are kept and retried", e);
        }
    }

    /**
     * Removes a written use. A use that was recorded during the write stays pending if it is about one interval newer: it
     * was due on the monotonic clock, with which the wall clock agrees only approximately.
     */
    private void remove(PendingUse written) {
        Instant next = written.use().at().plus(interval).minus(BATCH_DELAY);
        pending.computeIfPresent(written.tokenId(), (id, use) -> use.use().at().isBefore(next) ? null : use);
    }

    private static PendingUse later(PendingUse one, PendingUse other) {
        return one.use().at().isAfter(other.use().at()) ? one : other;
    }
}
