package io.anchorify.benchmarks.memory;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/** The traces that the caches are compared on. The same seed always gives the same ones. */
final class Traces {

    /** While it runs, a scan takes every other request. */
    private static final int SCAN_SHARE = 2;
    /** Of ten requests that do not belong to the working set, or do. */
    private static final int STRAYING = 1;

    private final int tokens;
    private final int length;
    private final int countedFrom;
    private final long seed;

    Traces(int tokens, int length, long seed) {
        this.tokens = tokens;
        this.length = length;
        this.countedFrom = length / 4;
        this.seed = seed;
    }

    List<Trace> all(int cacheSize) {
        int workingSet = cacheSize * 8 / 10;
        return List.of(
                zipf(0.7),
                zipf(0.9),
                zipf(1.1),
                scanned(0.9),
                shifting("working set of " + workingSet + ", an eighth new at a time", workingSet, workingSet / 8, 40),
                shifting("working set of " + workingSet + ", all new at a time", workingSet, workingSet, 5));
    }

    private Trace zipf(double exponent) {
        SplittableRandom random = new SplittableRandom(seed);
        Zipf zipf = new Zipf(tokens, exponent, random);
        return trace(String.format(Locale.ROOT, "Zipf %.1f", exponent), i -> zipf.next(random));
    }

    /** Every token once, in the order of their numbers, among usual requests; then usual requests alone for as long. */
    private Trace scanned(double exponent) {
        SplittableRandom random = new SplittableRandom(seed);
        Zipf zipf = new Zipf(tokens, exponent, random);
        int scan = tokens * SCAN_SHARE;
        return trace(String.format(Locale.ROOT, "Zipf %.1f with scans", exponent), i -> {
            boolean scanning = i / scan % 2 == 1 && i % SCAN_SHARE == 0;
            return scanning ? i % scan / SCAN_SHARE : zipf.next(random);
        });
    }

    /** Tokens out of a set, all alike, nine times of ten; so many of them give way to others so often. */
    private Trace shifting(String name, int size, int step, int times) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = Zipf.shuffled(tokens, random);
        int period = length / times;
        return trace(name, i -> {
            int first = i / period * step;
            int at = random.nextInt(10) < STRAYING ? random.nextInt(tokens) : first + random.nextInt(size);
            return order[at % tokens];
        });
    }

    private Trace trace(String name, IntUnaryOperator next) {
        int[] requests = new int[length];
        for (int i = 0; i < length; i++) {
            requests[i] = next.applyAsInt(i);
        }
        return new Trace(name, requests, countedFrom);
    }
}
