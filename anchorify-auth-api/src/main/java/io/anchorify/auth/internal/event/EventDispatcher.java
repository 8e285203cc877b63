package io.anchorify.auth.internal.event;

import io.anchorify.auth.EventStats;
import io.anchorify.auth.TokenEvent;
import io.anchorify.auth.TokenListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Delivers events to listeners, in the order in which they were published, on one thread. Publishing never waits: events
 * beyond {@link #CAPACITY} are dropped and counted. Safe for concurrent use.
 */
public final class EventDispatcher {

    /** How many events can wait, at about 500 bytes each. */
    public static final int CAPACITY = 10_000;

    private static final Logger LOGGER = System.getLogger(EventDispatcher.class.getName());

    private final List<Subscriber> subscribers;
    private final ExecutorService thread;
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder failures = new LongAdder();

    /**
     * A dispatcher.
     *
     * @param thread with one thread and an unbounded queue, which this dispatcher shuts down
     */
    public EventDispatcher(List<TokenListener> listeners, ExecutorService thread) {
        this.subscribers = listeners.stream().map(Subscriber::new).toList();
        this.thread = thread;
    }

    /** Delivers an event soon. Neither blocks nor throws. */
    public void publish(TokenEvent event) {
        if (!subscribers.isEmpty() && !offer(event)) {
            dropped.increment();
        }
    }

    /** Accepts no more events, and delivers the waiting ones until the deadline. */
    public void close(Duration deadline) {
        thread.shutdown();
        awaitDelivery(deadline);
        int lost = thread.shutdownNow().size();
        waiting.addAndGet(-lost);
        dropped.add(lost);
        if (lost > 0) {
            LOGGER.log(Level.WARNING, "{0} events could not be delivered to the listeners before shutdown", lost);
        }
    }

    public EventStats stats() {
        return new EventStats(waiting.get(), delivered.sum(), dropped.sum(), failures.sum());
    }

    private boolean offer(TokenEvent event) {
        if (waiting.incrementAndGet() > CAPACITY) {
            waiting.decrementAndGet();
            return false;
        }
        try {
            thread.execute(() -> deliver(event));
            return true;
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.DEBUG, "An event was published after the token service was closed", e);
        } catch (OutOfMemoryError e) {
            // The change is committed: its caller must not fail because no thread could be started.
            LOGGER.log(Level.WARNING, "No thread could be started to deliver an event, which is dropped", e);
        }
        waiting.decrementAndGet();
        return false;
    }

    private void deliver(TokenEvent event) {
        for (Subscriber subscriber : subscribers) {
            if (!subscriber.receives(event)) {
                failures.increment();
            }
        }
        waiting.decrementAndGet();
        delivered.increment();
    }

    private void awaitDelivery(Duration deadline) {
        try {
            boolean unused = thread.awaitTermination(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A listener, and whether it failed the last time. Used by the delivering thread only. */
    private static final class Subscriber {

        private final TokenListener listener;
        private boolean failing;

        Subscriber(TokenListener listener) {
            this.listener = listener;
        }

        // Errors as well: a listener whose library is missing throws a NoClassDefFoundError on every event.
        boolean receives(TokenEvent event) {
            try {
                listener.onEvent(event);
                failing = false;
                return true;
            } catch (Throwable e) {
                Level level = failing ? Level.DEBUG : Level.WARNING;
                failing = true;
                LOGGER.log(level, "A token listener failed. Until it succeeds, failures are logged at debug level", e);
                return false;
            }
        }
    }
}
