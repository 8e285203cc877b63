package io.anchorify.auth;

import io.anchorify.auth.spi.TokenUse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Writes when tokens were used, without a request ever waiting for it.
 *
 * <p>A token's use is due once an interval. Due uses wait here, the newest of each token, and one thread writes them in
 * batches a moment later. A write that fails keeps them and is tried again; when too many tokens wait, further ones are
 * counted and dropped, and tried again with their next use.
 *
 * <p>So what the store says is never later than the last use; and from one {@link #BATCH_DELAY} after a use on, it is at
 * most one interval older than that use.
 */
final class LastUsedWriter {

    /** How long due uses gather before they are written. A user who watches for a first use waits for this. */
    static final Duration BATCH_DELAY = Duration.ofMillis(250);
    /** The pause after a failed write. */
    static final Duration RETRY_DELAY = Duration.ofSeconds(1);
    /** How many tokens can wait to be written, at about 150 bytes each. */
    static final int CAPACITY = 100_000;

    static final int BATCH_SIZE = 1000;

    private static final Logger LOGGER = System.getLogger(LastUsedWriter.class.getName());

    private final Consumer<Collection<TokenUse>> store;
    private final InstantSource clock;
    private final Duration interval;
    private final long intervalNanos;
    private final ScheduledExecutorService scheduler;

    private final ConcurrentMap<String, Instant> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean writeIsScheduled = new AtomicBoolean();
    private final LongAdder written = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile boolean closed;
    /** Nothing is written any more. */
    private volatile boolean ended;
    /** Of the writing thread alone: whether the last write failed, so that an outage is logged once. */
    private boolean failing;

    LastUsedWriter(
            Consumer<Collection<TokenUse>> store,
            InstantSource clock,
            Duration interval,
            ScheduledExecutorService scheduler) {
        this.store = store;
        this.clock = clock;
        this.interval = interval;
        this.intervalNanos = interval.toNanos();
        this.scheduler = scheduler;
    }

    /** One daemon thread, which begins with the first write and ends when there has been none for a minute. */
    static ScheduledExecutorService newScheduler() {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "anchorify-last-used");
            thread.setDaemon(true);
            return thread;
        });
        scheduler.setKeepAliveTime(1, TimeUnit.MINUTES);
        scheduler.allowCoreThreadTimeOut(true);
        return scheduler;
    }

    /** Notes a use at this moment, if the token's interval is over. Neither blocks nor throws. */
    void use(CachedToken token, long nanoTime) {
        if (token.takeWriteAt(nanoTime, intervalNanos) && !offer(token.id())) {
            dropped.increment();
            token.deferWriteUntil(nanoTime + RETRY_DELAY.toNanos());
        }
    }

    /** Writes what waits now; answers whether all of it was written within the deadline. */
    boolean flush(Duration deadline) {
        try {
            return scheduler.submit(this::writeAll).get(TimeUnit.NANOSECONDS.convert(deadline), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Writing last-used times failed in an unexpected way", e);
        } catch (TimeoutException | RejectedExecutionException e) {
            return waiting.isEmpty();
        }
    }

    /** Takes no more uses, writes what waits within the deadline, however often that fails first, and ends the thread. */
    void close(Duration deadline) {
        closed = true;
        flushUntil(TimeUnit.NANOSECONDS.convert(deadline));
        ended = true;
        scheduler.shutdownNow();
        long lost = waiting.keySet().stream().filter(this::discard).count();
        dropped.add(lost);
        if (lost > 0) {
            LOGGER.log(Level.WARNING, "The last-used times of {0} tokens could not be written before the end", lost);
        }
    }

    LastUsedStats stats() {
        return new LastUsedStats(waiting.size(), written.sum(), dropped.sum(), failures.sum());
    }

    private boolean offer(String tokenId) {
        if (closed || (waiting.size() >= CAPACITY && !waiting.containsKey(tokenId))) {
            return false;
        }
        waiting.merge(tokenId, clock.instant().truncatedTo(ChronoUnit.MICROS), LastUsedWriter::later);
        // A use that was on its way here when this was closed comes after all that is written.
        if (ended && discard(tokenId)) {
            return false;
        }
        scheduleWrite(BATCH_DELAY);
        return true;
    }

    /** Of those who ask at once, one is told that it was still there. */
    private boolean discard(String tokenId) {
        return waiting.remove(tokenId) != null;
    }

    private void flushUntil(long nanos) {
        long begin = System.nanoTime();
        long left = nanos;
        while (!waiting.isEmpty() && !flush(Duration.ofNanos(left)) && left > 0) {
            LockSupport.parkNanos(this, Math.min(BATCH_DELAY.toNanos(), left));
            left = Thread.currentThread().isInterrupted() ? 0 : nanos - (System.nanoTime() - begin);
        }
    }

    private void scheduleWrite(Duration delay) {
        if (writeIsScheduled.compareAndSet(false, true)) {
            try {
                Future<?> unused = scheduler.schedule(this::writeAndReschedule, delay.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                LOGGER.log(Level.DEBUG, "The last-used writer was closed while a token was in use", e);
            } catch (OutOfMemoryError e) {
                // No thread could be started. The request goes on, and the next use tries again.
                writeIsScheduled.set(false);
                LOGGER.log(Level.WARNING, "Last-used times wait, for there is no thread to write them", e);
            }
        }
    }

    private void writeAndReschedule() {
        boolean succeeded = false;
        try {
            succeeded = writeAll();
        } finally {
            writeIsScheduled.set(false);
            if (!waiting.isEmpty()) {
                scheduleWrite(succeeded ? BATCH_DELAY : RETRY_DELAY);
            }
        }
    }

    private boolean writeAll() {
        List<TokenUse> uses = waiting.entrySet().stream()
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
            LOGGER.log(Level.WARNING, "Last-used times could not be written; they are kept and tried again", e);
        }
    }

    /**
     * A newer use that came during the write goes on waiting only if it is an interval newer. It came when it was due by
     * the monotonic clock, which the wall clock does not follow to the nanosecond, so a little less is an interval too.
     */
    private void remove(TokenUse written) {
        Instant next = written.usedAt().plus(interval).minus(BATCH_DELAY);
        waiting.computeIfPresent(written.tokenId(), (id, usedAt) -> usedAt.isBefore(next) ? null : usedAt);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
