package io.anchorify.auth.internal.lookup;

import io.anchorify.auth.AuthenticationUnavailableException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Limits how many requests take part in lookups, how many lookups run concurrently, and how many per second find no usable
 * token.
 *
 * <p>A request that waits holds a thread of the container, so the number of those is bounded: one request beyond the bound
 * is turned away immediately, and threads stay free for requests with cached tokens.
 *
 * <p>What a lookup finds is not known in advance, so each takes one unit of the rate and returns it if it found a usable
 * token. Users whose tokens are not cached are therefore not limited, and a flood of made-up tokens delays only itself. The
 * rate limit is the generic cell rate algorithm (ITU-T I.371, virtual scheduling) with a burst of one second.
 */
public final class LookupLimiter {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Semaphore requests;
    private final Semaphore concurrent;
    private final long unitNanos;
    private final long burstNanos;
    private final long waitNanos;
    private final LongSupplier ticker;
    /** When the next unit would be due at the sustained rate. */
    private final AtomicLong nextUnit;

    private final LongAdder turnedAway = new LongAdder();

    /**
     * A limiter.
     *
     * @param waitingLookups how many requests may wait beside those whose lookups run
     * @param wait the longest that a lookup waits for permission
     * @param ticker the monotonic clock, in nanoseconds
     */
    public LookupLimiter(
            int concurrentLookups, int waitingLookups, int unknownTokensPerSecond, Duration wait, LongSupplier ticker) {
        this.requests = new Semaphore(concurrentLookups + waitingLookups);
        this.concurrent = new Semaphore(concurrentLookups);
        this.unitNanos = SECOND / unknownTokensPerSecond;
        // At least one unit per concurrent lookup, so that those in flight do not delay each other.
        this.burstNanos = Math.max(SECOND, concurrentLookups * unitNanos);
        this.waitNanos = wait.toNanos();
        this.ticker = ticker;
        this.nextUnit = new AtomicLong(ticker.getAsLong());
    }

    /**
     * Admits a request that needs a lookup, its own or that of another request. {@link #leave} must follow.
     *
     * @throws TurnedAwayException if too many requests need one already
     */
    void enter() {
        if (!requests.tryAcquire()) {
            throw turnAway("Too many requests wait for token lookups");
        }
    }

    void leave() {
        requests.release();
    }

    /**
     * Waits for permission to look a token up. {@link #release} must follow.
     *
     * @throws TurnedAwayException if the permission does not come in time
     * @throws AuthenticationUnavailableException if the thread is interrupted
     */
    void acquire() {
        acquire(waitNanos);
    }

    /** Takes the permission if it needs no waiting. */
    void acquireImmediately() {
        acquire(0);
    }

    private void acquire(long longestWait) {
        long deadline = ticker.getAsLong() + longestWait;
        try {
            if (!concurrent.tryAcquire(longestWait, TimeUnit.NANOSECONDS)) {
                throw turnAway("Too many token lookups are in progress");
            }
            sleepUntilDue(takeUnit(deadline));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuthenticationUnavailableException("The thread was interrupted before a token lookup", e);
        }
    }

    /** Ends a lookup. Only one that found no usable token consumes its unit of the rate. */
    void release(boolean foundNoUsableToken) {
        if (!foundNoUsableToken) {
            nextUnit.addAndGet(-unitNanos);
        }
        concurrent.release();
    }

    long turnedAway() {
        return turnedAway.sum();
    }

    /** Takes a unit of the rate, and returns in how many nanoseconds it is due. */
    private long takeUnit(long deadline) {
        while (true) {
            long next = nextUnit.get();
            // Read the clock after the unit: a thread that was paused in between fails to take the unit, and retries.
            long now = ticker.getAsLong();
            long unit = next - now > 0 ? next : now;
            long due = unit - burstNanos;
            if (due - now > 0 && due - deadline > 0) {
                concurrent.release();
                throw turnAway("Unknown-token rate exceeded");
            }
            if (nextUnit.compareAndSet(next, unit + unitNanos)) {
                return due - now;
            }
        }
    }

    private void sleepUntilDue(long nanos) throws InterruptedException {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            release(false);
            throw e;
        }
    }

    private TurnedAwayException turnAway(String reason) {
        turnedAway.increment();
        return new TurnedAwayException(reason);
    }
}
