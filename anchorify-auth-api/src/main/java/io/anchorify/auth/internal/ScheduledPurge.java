package io.anchorify.auth.internal;

import io.anchorify.auth.TokenStoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Deletes tokens that ended long ago, every hour. Several nodes may do so concurrently. */
public final class ScheduledPurge {

    public static final Duration INTERVAL = Duration.ofHours(1);

    private static final Logger LOGGER = System.getLogger(ScheduledPurge.class.getName());

    private final Consumer<Instant> purge;
    private final Clocks clocks;
    private final Duration keptFor;
    private final ScheduledExecutorService scheduler;

    /**
     * A purge that has not started.
     *
     * @param purge deletes what ended before an instant
     * @param keptFor how long ended tokens are kept
     */
    public ScheduledPurge(
            Consumer<Instant> purge, Clocks clocks, Duration keptFor, ScheduledExecutorService scheduler) {
        this.purge = purge;
        this.clocks = clocks;
        this.keptFor = keptFor;
        this.scheduler = scheduler;
    }

    /** Schedules the first purge one interval from now, so that a service that is restarted in a loop does not purge. */
    public void start() {
        try {
            Future<?> unused = scheduler.schedule(this::run, INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.DEBUG, "The service is closed", e);
        }
    }

    private void run() {
        try {
            purge.accept(clocks.micros().minus(keptFor));
        } catch (TokenStoreException e) {
            LOGGER.log(
                    Level.WARNING,
                    "Tokens that ended long ago could not be deleted. The next attempt is in an hour",
                    e);
        } finally {
            start();
        }
    }
}
