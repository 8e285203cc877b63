package io.anchorify.auth.internal.cluster;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Until when this node may answer from its cache. Every request reads it, with a single volatile read. The feed consumer
 * renews it again and again, and it ends for good when the node leaves.
 */
public class Term {

    private static final long NEVER = Long.MAX_VALUE / 2;

    private final LongSupplier ticker;
    private final Lock changing = new ReentrantLock();
    private volatile long end;
    private boolean closed;

    private Term(LongSupplier ticker, long end) {
        this.ticker = ticker;
        this.end = end;
    }

    /** A term that has not begun, on the monotonic clock. */
    public Term(LongSupplier ticker) {
        this(ticker, ticker.getAsLong());
    }

    /** The term of the only process that uses its store. */
    static Term unlimited(LongSupplier ticker) {
        return new Term(ticker, ticker.getAsLong() + NEVER);
    }

    /** Whether a request that started at this time or earlier may be answered from the cache. */
    public boolean isValidAt(long nanoTime) {
        return nanoTime - end < 0;
    }

    public boolean isValidNow() {
        return isValidAt(ticker.getAsLong());
    }

    /** Begins a term, unless this is closed: a node may leave while it reads the feed. */
    public void begin(long newEnd) {
        changing.lock();
        try {
            if (!closed) {
                end = newEnd;
            }
        } finally {
            changing.unlock();
        }
    }

    /** Ends the term: no request that starts from now on is answered from the cache. */
    public void end() {
        long now = ticker.getAsLong();
        changing.lock();
        try {
            shortenTo(now);
        } finally {
            changing.unlock();
        }
    }

    /** Ends the term for good. */
    public void close() {
        long now = ticker.getAsLong();
        changing.lock();
        try {
            shortenTo(now);
            closed = true;
        } finally {
            changing.unlock();
        }
    }

    /** Leaves a term that is over as it is: a request may have read the clock earlier, and check the term only now. */
    private void shortenTo(long now) {
        if (now - end < 0) {
            end = now;
        }
    }
}
