package io.anchorify.benchmarks.memory;

/** Which tokens were used one after the other. The first requests fill the caches and do not count. */
final class Trace {

    private final String name;
    private final int[] requests;
    private final int countedFrom;

    Trace(String name, int[] requests, int countedFrom) {
        this.name = name;
        this.requests = requests;
        this.countedFrom = countedFrom;
    }

    /** What is special about it. */
    String name() {
        return name;
    }

    /** The numbers of the tokens, in an array that is not to be changed. */
    int[] requests() {
        return requests;
    }

    /** The first request that counts. */
    int countedFrom() {
        return countedFrom;
    }

    /** What share of the requests that count were hits. */
    double hitRatio(long misses) {
        return 1 - (double) misses / (requests.length - countedFrom);
    }
}
