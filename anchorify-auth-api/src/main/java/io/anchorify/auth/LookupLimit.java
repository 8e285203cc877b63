package io.anchorify.auth;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Which lookups may ask the store, and when: few at once, and few a second that find no good token. What a lookup will find
 * is not known before, so each takes a place in the second, and gives it back if it found a good token: users whose tokens
 * are not cached do not count, and a flood of made-up tokens waits for itself. The places are those of the generic cell rate
 * algorithm (ITU-T I.371, virtual scheduling), with a burst of a second.
 */
final class LookupLimit {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Semaphore atOnce;
    private final long placeNanos;
    private final long burstNanos;
    private final long waitNanos;
    private final LongSupplier ticker;
    private final AtomicLong nextPlace;
    private final LongAdder turnedAway = new LongAdder();

    /**
     * A limit.
     *
     * @param wait how long a lookup waits for its turn at most
     * @param ticker the monotonic clock
     */
    LookupLimit(int atOnce, int unknownTokensPerSecond, Duration wait, LongSupplier ticker) {
        this.atOnce = new Semaphore(atOnce);
        this.placeNanos = SECOND / unknownTokensPerSecond;
        // So that those that are under way do not hold each other up.
        this.burstNanos = Math.max(SECOND, atOnce * placeNanos);
        this.waitNanos = wait.toNanos();
        this.ticker = ticker;
        this.nextPlace = new AtomicLong(ticker.getAsLong());
    }

    /** Waits for a turn, which {@link #leave} has to end. */
    void enter() {
        long deadline = ticker.getAsLong() + waitNanos;
        try {
            if (!atOnce.tryAcquire(waitNanos, TimeUnit.NANOSECONDS)) {
                throw turnAway("Too many token lookups are under way");
            }
            awaitPlace(takePlace(deadline));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuthenticationUnavailableException("The thread was interrupted before a token lookup", e);
        }
    }

    /** Ends a turn. Only one that found no good token has used its place up. */
    void leave(boolean isUnknown) {
        if (!isUnknown) {
            nextPlace.addAndGet(-placeNanos);
        }
        atOnce.release();
    }

    long turnedAway() {
        return turnedAway.sum();
    }

    /** Answers how long it is until the place, in nanoseconds. */
    private long takePlace(long deadline) {
        while (true) {
            long next = nextPlace.get();
            // After the place: a thread that stands still in between finds it taken, and looks again.
            long now = ticker.getAsLong();
            long place = next - now > 0 ? next : now;
            long due = place - burstNanos;
            if (due - now > 0 && due - deadline > 0) {
                atOnce.release();
                throw turnAway("Too many tokens are presented that are none");
            }
            if (nextPlace.compareAndSet(next, place + placeNanos)) {
                return due - now;
            }
        }
    }

    private void awaitPlace(long nanos) throws InterruptedException {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            leave(false);
            throw e;
        }
    }

    private AuthenticationUnavailableException turnAway(String reason) {
        turnedAway.increment();
        return new AuthenticationUnavailableException(reason, null);
    }
}
