package io.anchorify.auth.internal.usage;

import io.anchorify.auth.LastUsedStats;
import io.anchorify.auth.internal.Clocks;
import io.anchorify.auth.spi.TokenUse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
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

/**
 * Writes last-used times in the background. A request never waits for a write.
 *
 * <p>A use is due once per token and interval. Due uses are collected here, the most recent one per token, and one thread
 * writes them in batches. After a failed write they are kept and retried. When too many tokens are pending, further uses
 * are counted as dropped and retried with the next use of their token.
 *
 * <p>So a stored time is never later than the last use, and at most one interval older, from {@link #BATCH_DELAY} after
 * the use. Safe for concurrent use.
 */
public final class LastUsedUpdater {

    /** How long due uses are collected before they are written, and so how long a first use takes to show. */
    public static final Duration BATCH_DELAY = Duration.ofMillis(250);
    /** The back-off after a failed write. */
    public static final Duration RETRY_DELAY = Duration.ofSeconds(1);
    /** How many tokens can be pending, at about 150 bytes each. */
    public static final int CAPACITY = 100_000;

    public static final int BATCH_SIZE = 1000;

    private static final Logger LOGGER = System.getLogger(LastUsedUpdater.class.getName());

    private final Consumer<Collection<TokenUse>> store;
    private final Clocks clocks;
    private final Duration interval;
    private final long intervalNanos;
    private final ScheduledExecutorService scheduler;

    private final ConcurrentMap<String, Instant> pending = new ConcurrentHashMap<>();
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
     * @param store writes a batch; throws if it fails
     * @param scheduler with one thread, which this updater shuts down
     */
    public LastUsedUpdater(
            Consumer<Collection<TokenUse>> store,
            Clocks clocks,
            Duration interval,
            ScheduledExecutorService scheduler) {
        this.store = store;
        this.clocks = clocks;
        this.interval = interval;
        this.intervalNanos = interval.toNanos();
        this.scheduler = scheduler;
    }

    /** Records a use that happens now, if one is due. Neither blocks nor throws. */
    public void recordUse(TrackedToken token, long nanoTime) {
        if (token.claimWrite(nanoTime, intervalNanos) && !offer(token.tokenId())) {
            dropped.increment();
            token.deferWriteUntil(nanoTime + RETRY_DELAY.toNanos());
        }
    }

    /** Writes everything that is pending now, and returns whether that succeeded within the deadline. */
    public boolean flush(Duration deadline) {
        try {
            return scheduler.submit(this::writeAll).get(TimeUnit.NANOSECONDS.convert(deadline), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Writing last-used times failed unexpectedly", e);
        } catch (TimeoutException | RejectedExecutionException e) {
            return pending.isEmpty();
        }
    }

    /** Accepts no more uses, writes the pending ones, retrying until the deadline, and ends the thread. */
    public void close(Duration deadline) {
        closed = true;
        flushUntil(TimeUnit.NANOSECONDS.convert(deadline));
        ended = true;
        scheduler.shutdownNow();
        long lost = pending.keySet().stream().filter(this::discard).count();
        dropped.add(lost);
        if (lost > 0) {
            LOGGER.log(Level.WARNING, "The last-used times of {0} tokens could not be written before shutdown", lost);
        }
    }

    public LastUsedStats stats() {
        return new LastUsedStats(pending.size(), written.sum(), dropped.sum(), failures.sum());
    }

    private boolean offer(String tokenId) {
        if (closed || (pending.size() >= CAPACITY && !pending.containsKey(tokenId))) {
            return false;
        }
        pending.merge(tokenId, clocks.micros(), LastUsedUpdater::later);
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
                LOGGER.log(Level.DEBUG, "The last-used updater was closed while a token was in use", e);
            } catch (OutOfMemoryError e) {
                // No thread could be started. The request must not fail, and the next use tries again.
                writeIsScheduled.set(false);
                LOGGER.log(
                        Level.WARNING,
                        "No thread could be started to write last-used times. The next use of a token retries",
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
        List<TokenUse> uses = pending.entrySet().stream()
                .map(use -> new TokenUse(use.getKey(), use.getValue()))
                .sorted(Comparator.comparing(TokenUse::tokenId))
                .toList();
        for (int from = 0; from < uses.size(); from += BATCH_SIZE) {
            if (!write(uses.subList(from, Math.min(from + BATCH_SIZE, uses.size())))) {
                return false;
            }
        }
        return true;
    }

    private boolean write(List<TokenUse> batch) {
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
            LOGGER.log(Level.WARNING, "Last-used times could not be written. They are kept and retried", e);
        }
    }

    /**
     * Removes a written use. A use that was recorded during the write stays pending if it is about one interval newer: it
     * was due on the monotonic clock, with which the wall clock agrees only approximately.
     */
    private void remove(TokenUse written) {
        Instant next = written.usedAt().plus(interval).minus(BATCH_DELAY);
        pending.computeIfPresent(written.tokenId(), (id, usedAt) -> usedAt.isBefore(next) ? null : usedAt);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
