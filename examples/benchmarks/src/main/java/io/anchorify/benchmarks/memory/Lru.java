package io.anchorify.benchmarks.memory;

import java.util.LinkedHashMap;
import java.util.Map;

/** A cache that drops what was not used for the longest time. */
final class Lru {

    private static final float LOAD_FACTOR = 0.75f;

    private final Map<Integer, Boolean> cached;

    private Lru(int size) {
        cached = new LinkedHashMap<>(size, LOAD_FACTOR, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, Boolean> eldest) {
                return size() > size;
            }
        };
    }

    /** How many of the requests that count it misses. */
    static long misses(Trace trace, int size) {
        Lru lru = new Lru(size);
        long misses = 0;
        for (int i = 0; i < trace.requests().length; i++) {
            boolean hit = lru.cached.put(trace.requests()[i], true) != null;
            misses += hit || i < trace.countedFrom() ? 0 : 1;
        }
        return misses;
    }
}
