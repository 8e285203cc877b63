package io.anchorify.auth.internal.usage;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.TokenEvent.RefusedUse;
import io.anchorify.auth.UsageStats;
import io.anchorify.auth.internal.Clocks;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spi.TokenUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records when and from where tokens are used, and when and from where ended tokens are presented. Both are written in the
 * background by a {@link UsageUpdater}. Safe for concurrent use.
 */
public final class UsageRecorder {

    /** How often the refused use of a token is recorded, at most, by all nodes together. */
    public static final Duration REFUSAL_INTERVAL = Duration.ofMinutes(1);

    /**
     * How far ahead of this node's clock a stored time may be. A later one was written by a clock that was wrong, and is
     * replaced.
     */
    public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private final TokenStore store;
    private final Clocks clocks;
    private final Consumer<RefusedUse> listener;
    private final ScheduledExecutorService scheduler;
    private final UsageUpdater lastUses;
    private final UsageUpdater refusals;

    /**
     * A recorder.
     *
     * @param interval how much older than the last use a stored time may be
     * @param listener called with a refused use if this node has recorded it
     * @param scheduler with one thread, which this recorder shuts down
     */
    public UsageRecorder(
            TokenStore store,
            Clocks clocks,
            Duration interval,
            boolean recordRemoteAddress,
            Consumer<RefusedUse> listener,
            ScheduledExecutorService scheduler) {
        this.store = store;
        this.clocks = clocks;
        this.listener = listener;
        this.scheduler = scheduler;
        this.lastUses =
                new UsageUpdater("last-used times", this::writeUses, clocks, interval, recordRemoteAddress, scheduler);
        this.refusals = new UsageUpdater(
                "refused uses", this::writeRefusals, clocks, REFUSAL_INTERVAL, recordRemoteAddress, scheduler);
    }

    /** Records that a token was accepted now, if that is due. Does not block. */
    public void recordUse(
            TrackedToken token, Authenticated answer, long nanoTime, Supplier<@Nullable String> remoteAddress) {
        lastUses.record(token, answer, nanoTime, remoteAddress);
    }

    /** Records that an ended token was refused now, if that is due. Does not block. */
    public void recordRefusal(
            TrackedToken token, Rejected answer, long nanoTime, Supplier<@Nullable String> remoteAddress) {
        refusals.record(token, answer, nanoTime, remoteAddress);
    }

    /** Writes everything that is pending now, and returns whether that succeeded within the deadline. */
    public boolean flush(Duration deadline) {
        long end = endOf(deadline);
        boolean flushed = lastUses.flush(deadline);
        return refusals.flush(until(end)) && flushed;
    }

    /** Accepts no more uses, writes the pending ones, retrying until the deadline, and ends the thread. */
    public void close(Duration deadline) {
        long end = endOf(deadline);
        lastUses.close(deadline);
        refusals.close(until(end));
        scheduler.shutdownNow();
    }

    public UsageStats lastUseStats() {
        return lastUses.stats();
    }

    public UsageStats refusalStats() {
        return refusals.stats();
    }

    private static long endOf(Duration deadline) {
        return System.nanoTime() + TimeUnit.NANOSECONDS.convert(deadline);
    }

    private static Duration until(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    private void writeUses(List<PendingUse> batch) {
        store.recordUses(uses(batch), latestPlausible());
    }

    private void writeRefusals(List<PendingUse> batch) {
        Set<String> recorded = store.recordRefusals(uses(batch), REFUSAL_INTERVAL, latestPlausible());
        batch.stream()
                .filter(refused -> recorded.contains(refused.tokenId()))
                .map(UsageRecorder::event)
                .forEach(listener);
    }

    private Instant latestPlausible() {
        return clocks.micros().plus(CLOCK_TOLERANCE);
    }

    private static List<TokenUse> uses(List<PendingUse> batch) {
        return batch.stream().map(PendingUse::use).toList();
    }

    private static RefusedUse event(PendingUse refused) {
        Rejected answer = (Rejected) refused.answer();
        return new RefusedUse(
                Objects.requireNonNull(answer.owner()),
                refused.tokenId(),
                answer.reason(),
                refused.use().at(),
                refused.use().remoteAddress());
    }
}
