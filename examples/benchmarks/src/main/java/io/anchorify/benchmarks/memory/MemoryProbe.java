package io.anchorify.benchmarks.memory;

import io.anchorify.benchmarks.support.Fork;
import io.anchorify.benchmarks.support.Logging;
import io.anchorify.benchmarks.support.NumberedTokens;
import io.anchorify.benchmarks.support.SettledHeap;

/** Measures in this JVM what a number of tokens takes: the heap before there is a cache, and when it is full. */
final class MemoryProbe {

    static final String BYTES = "bytes";
    static final String LOOKUPS = "lookups";
    static final String MISSES = "misses";

    private static final int FIRST = 1000;

    private MemoryProbe() {}

    /**
     * Prints the figures.
     *
     * @param args the kind, and how many tokens
     */
    public static void main(String[] args) {
        Logging.warningsOnly();
        Kind kind = Kind.valueOf(args[0]);
        int count = Integer.parseInt(args[1]);
        loadClasses(kind);
        Filling filling = new Filling(NumberedTokens.series("good"));
        long before = SettledHeap.used();
        try (Keeper keeper = kind.open(count)) {
            filling.presentAll(keeper, count);
            Fork.report(BYTES, SettledHeap.used() - before);
            long lookups = keeper.lookups();
            Fork.report(LOOKUPS, lookups);
            // Nothing is worth its memory that is not there any more.
            filling.presentAll(keeper, count);
            Fork.report(MISSES, keeper.lookups() - lookups);
        }
    }

    /** What is loaded and compiled with first use is not counted. */
    private static void loadClasses(Kind kind) {
        try (Keeper first = kind.open(FIRST)) {
            Filling filling = new Filling(NumberedTokens.series("first"));
            filling.presentAll(first, FIRST);
            filling.presentAll(first, FIRST);
        }
    }
}
