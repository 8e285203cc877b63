package io.anchorify.benchmarks.memory;

/**
 * Which tokens were used one after the other.
 *
 * @param name what is special about it
 * @param requests the numbers of the tokens
 * @param countedFrom the first request that counts; those before fill the caches
 */
record Trace(String name, int[] requests, int countedFrom) {

    /** What share of the requests that count were hits. */
    double hitRatio(long misses) {
        return 1 - (double) misses / (requests.length - countedFrom);
    }
}
