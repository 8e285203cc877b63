package io.anchorify.benchmarks.memory;

import java.util.Arrays;
import java.util.TreeSet;

/**
 * A cache that knows the future: it drops what will not be used for the longest time, be it what it has just looked up.
 * No cache has more hits over a whole trace (Belady 1966); over a part of it, one could by chance.
 */
final class Clairvoyant {

    private final int[] nextUses;
    private final int size;
    /** When each cached token is used next. No two tokens are used at once, so that tells them apart. */
    private final TreeSet<Integer> cached = new TreeSet<>();

    private Clairvoyant(int[] requests, int size) {
        this.nextUses = nextUses(requests);
        this.size = size;
    }

    /** How many of the requests that count it misses. */
    static long misses(Trace trace, int size) {
        Clairvoyant cache = new Clairvoyant(trace.requests(), size);
        long misses = 0;
        for (int i = 0; i < trace.requests().length; i++) {
            misses += cache.use(i) || i < trace.countedFrom() ? 0 : 1;
        }
        return misses;
    }

    /** Whether the token of a request was cached. */
    private boolean use(int request) {
        boolean hit = cached.remove(request);
        if (nextUses[request] < nextUses.length) {
            cached.add(nextUses[request]);
        }
        if (cached.size() > size) {
            cached.pollLast();
        }
        return hit;
    }

    /** For each request, when its token is used again; behind the end, if it is not. */
    private static int[] nextUses(int[] requests) {
        int[] next = new int[requests.length];
        int[] seen = new int[Arrays.stream(requests).max().orElse(0) + 1];
        Arrays.fill(seen, requests.length);
        for (int i = requests.length - 1; i >= 0; i--) {
            next[i] = seen[requests[i]];
            seen[requests[i]] = i;
        }
        return next;
    }
}
