package io.anchorify.benchmarks.support;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** How much of the heap is in use when there is nothing left to collect. */
public final class SettledHeap {

    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();
    private static final int MOST_COLLECTIONS = 20;
    private static final int CALM = 3;

    private SettledHeap() {}

    /**
     * Collects all garbage until that changes nothing any more.
     *
     * @return the least number of bytes that was in use after a collection
     */
    public static long used() {
        long least = Long.MAX_VALUE;
        int calm = 0;
        for (int i = 0; i < MOST_COLLECTIONS && calm < CALM; i++) {
            long used = usedAfterCollection();
            calm = used < least ? 0 : calm + 1;
            least = Math.min(least, used);
        }
        return least;
    }

    /** Collecting is what is measured here, not a hint. */
    @SuppressWarnings("SystemGc")
    private static long usedAfterCollection() {
        System.gc();
        return MEMORY.getHeapMemoryUsage().getUsed();
    }
}
