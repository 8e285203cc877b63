package io.anchorify.benchmarks.memory;

import io.anchorify.benchmarks.support.Fork;
import io.anchorify.benchmarks.support.Logging;
import io.anchorify.benchmarks.support.NumberedTokens;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Fills a cache in this JVM, whose heap is small, and then uses tokens at random. */
final class SmallHeapProbe {

    static final String LOOKUPS = "lookups";
    static final String MISSES = "misses";
    static final String REQUESTS = "requests";
    static final String FILL_MILLIS = "fillMillis";
    static final String FILL_GC_MILLIS = "fillGcMillis";
    static final String HIT_MILLIS = "hitMillis";
    static final String HIT_GC_MILLIS = "hitGcMillis";

    private final Keeper keeper;
    private final int count;
    private final Filling filling = new Filling(NumberedTokens.series("good"));

    private SmallHeapProbe(Keeper keeper, int count) {
        this.keeper = keeper;
        this.count = count;
    }

    /**
     * Prints the figures.
     *
     * @param args the kind, how many tokens, and for how many seconds they are used
     */
    public static void main(String[] args) {
        Logging.warningsOnly();
        int count = Integer.parseInt(args[1]);
        try (Keeper keeper = Kind.valueOf(args[0]).open(count)) {
            SmallHeapProbe probe = new SmallHeapProbe(keeper, count);
            probe.fill();
            probe.use(TimeUnit.SECONDS.toNanos(Long.parseLong(args[2])));
        }
    }

    private void fill() {
        long begin = System.nanoTime();
        long gc = gcMillis();
        filling.presentAll(keeper, count);
        Fork.report(FILL_MILLIS, millisSince(begin));
        Fork.report(FILL_GC_MILLIS, gcMillis() - gc);
        Fork.report(LOOKUPS, keeper.lookups());
    }

    private void use(long nanos) {
        SplittableRandom random = new SplittableRandom(1);
        long lookups = keeper.lookups();
        long gc = gcMillis();
        long begin = System.nanoTime();
        long requests = 0;
        while (System.nanoTime() - begin < nanos) {
            filling.present(keeper, random.nextInt(count));
            requests++;
        }
        Fork.report(HIT_MILLIS, millisSince(begin));
        Fork.report(HIT_GC_MILLIS, gcMillis() - gc);
        Fork.report(REQUESTS, requests);
        Fork.report(MISSES, keeper.lookups() - lookups);
    }

    private static long millisSince(long begin) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    private static long gcMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }
}
