package io.anchorify.auth.jdbc.faults;

import java.time.Duration;

/**
 * What a node said of an order.
 *
 * @param node which node
 * @param failure why it failed; empty if it was done
 * @param took how long it took
 * @param waited what a revocation waited for
 */
record Answer(String node, String failure, Duration took, Waited waited) {

    /** The process ended before it said anything. */
    static Answer none(String node) {
        return new Answer(node, "NodeEnded", Duration.ZERO, Waited.NOTHING);
    }

    static Answer of(String node, String... words) {
        return switch (words[0]) {
            case NodeTalk.REVOKED ->
                new Answer(
                        node,
                        "",
                        nanos(words[2]),
                        new Waited(
                                nanos(words[3]),
                                Integer.parseInt(words[4]),
                                Integer.parseInt(words[5]),
                                nanos(words[6])));
            case NodeTalk.FAILED -> new Answer(node, words[3], nanos(words[2]), Waited.NOTHING);
            default -> new Answer(node, "", Duration.ZERO, Waited.NOTHING);
        };
    }

    boolean isDone() {
        return failure.isEmpty();
    }

    private static Duration nanos(String text) {
        return Duration.ofNanos(Long.parseLong(text));
    }
}
