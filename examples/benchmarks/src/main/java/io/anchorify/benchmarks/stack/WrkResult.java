package io.anchorify.benchmarks.stack;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code wrk} saw.
 *
 * @param requests how many were answered
 * @param micros for how long it asked, in microseconds
 * @param bytes how much it received
 * @param refused how many answers had a status of 400 or more
 * @param broken how many connections failed or timed out
 * @param p50Micros the median time to an answer, in microseconds
 * @param p99Micros the time that one of a hundred answers took longer than, in microseconds
 */
record WrkResult(long requests, long micros, long bytes, long refused, long broken, long p50Micros, long p99Micros) {

    private static final Pattern LINE = Pattern.compile("(?m)^result requests=(\\d+) micros=(\\d+) bytes=(\\d+)"
            + " refused=(\\d+) broken=(\\d+) p50=(\\d+) p99=(\\d+)$");

    /** Finds the line that the script prints among what {@code wrk} prints itself. */
    static WrkResult parse(String output) {
        Matcher line = LINE.matcher(output);
        if (!line.find()) {
            throw new StackException("wrk printed no result:\n" + output);
        }
        return new WrkResult(
                number(line, 1),
                number(line, 2),
                number(line, 3),
                number(line, 4),
                number(line, 5),
                number(line, 6),
                number(line, 7));
    }

    double requestsPerSecond() {
        return requests * 1e6 / micros;
    }

    /** A server that refuses is fast; nothing can be learnt from how fast. */
    WrkResult requireClean(String server) {
        if (requests == 0 || refused > 0 || broken > 0) {
            throw new StackException("The run is invalid: of " + requests + " requests, " + server + " refused "
                    + refused + ", and " + broken + " connections failed");
        }
        return this;
    }

    private static long number(Matcher line, int group) {
        return Long.parseLong(line.group(group));
    }
}
