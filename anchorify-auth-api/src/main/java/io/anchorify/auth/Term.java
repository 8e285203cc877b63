package io.anchorify.auth;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Until when this node may answer from its cache. Read by every request, by a single volatile read; begun by whoever
 * follows the feed, again and again; and ended for good when the node leaves.
 */
class Term {

    private static final long NEVER_OVER = Long.MAX_VALUE / 2;

    private final LongSupplier ticker;
    private final Lock changing = new ReentrantLock();
    private volatile long end;
    private boolean closed;

    private Term(LongSupplier ticker, long end) {
        this.ticker = ticker;
        this.end = end;
    }

    /** A term that has not begun. */
    Term(LongSupplier ticker) {
        this(ticker, ticker.getAsLong());
    }

    /** The term of the only process that changes its tokens: for as long as its clock runs. */
    static Term unlimited(LongSupplier ticker) {
        return new Term(ticker, ticker.getAsLong() + NEVER_OVER);
    }

    /** Whether a request that began at this moment, or before, may be answered from the cache. */
    boolean isValidAt(long nanoTime) {
        return nanoTime - end < 0;
    }

    boolean isValidNow() {
        return isValidAt(ticker.getAsLong());
    }

    /** Begins a term, unless this has been closed: a node that leaves may be in the middle of reading the feed. */
    void begin(long end) {
        changing.lock();
        try {
            if (!closed) {
                this.end = end;
            }
        } finally {
            changing.unlock();
        }
    }

    /** Ends the term: no request that begins from now on is answered from the cache. */
    void end() {
        long now = ticker.getAsLong();
        changing.lock();
        try {
            shortenTo(now);
        } finally {
            changing.unlock();
        }
    }

    /** Ends the term for good. */
    void close() {
        long now = ticker.getAsLong();
        changing.lock();
        try {
            shortenTo(now);
            closed = true;
        } finally {
            changing.unlock();
        }
    }

    /** A term that is over already stays as it is: a request may have read the clock in between, and look only now. */
    private void shortenTo(long now) {
        if (now - end < 0) {
            end = now;
        }
    }
}
