package io.anchorify.auth.internal.lookup;

import io.anchorify.auth.internal.usage.TrackedToken;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/** A cached token that knows when its next use is to be written. */
abstract class TrackedEntry implements TrackedToken {

    private static final AtomicLongFieldUpdater<TrackedEntry> NEXT_WRITE =
            AtomicLongFieldUpdater.newUpdater(TrackedEntry.class, "nextWrite");

    private volatile long nextWrite;

    TrackedEntry(long nextWrite) {
        this.nextWrite = nextWrite;
    }

    @Override
    public final boolean claimWrite(long nanoTime, long interval) {
        long due = nextWrite;
        return nanoTime - due >= 0 && NEXT_WRITE.compareAndSet(this, due, writeAfter(nanoTime, interval));
    }

    /** When the write after one at this time is due. */
    long writeAfter(long nanoTime, long interval) {
        return nanoTime + interval;
    }

    @Override
    public final void deferWriteUntil(long nanoTime) {
        nextWrite = nanoTime;
    }

    /** Takes over the next write of the entry that this one replaces: the store may not have seen the last use yet. */
    final void inheritNextWrite(TrackedEntry replaced) {
        long due = replaced.nextWrite;
        if (due - nextWrite > 0) {
            nextWrite = due;
        }
    }
}
