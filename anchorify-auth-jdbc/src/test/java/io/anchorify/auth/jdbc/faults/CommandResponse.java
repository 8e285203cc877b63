package io.anchorify.auth.jdbc.faults;

import java.time.Duration;

/**
 * How a node responded to a command.
 *
 * @param node which node
 * @param failure why it failed; empty if it succeeded
 * @param took how long it took
 * @param waited what a revocation waited for
 */
record CommandResponse(String node, String failure, Duration took, RevocationWait waited) {

    /** The process ended before it responded. */
    static CommandResponse none(String node) {
        return new CommandResponse(node, "NodeEnded", Duration.ZERO, RevocationWait.NOTHING);
    }

    static CommandResponse of(String node, String... words) {
        return switch (words[0]) {
            case NodeOutput.REVOKED ->
                new CommandResponse(
                        node,
                        "",
                        nanos(words[2]),
                        new RevocationWait(
                                nanos(words[3]),
                                Integer.parseInt(words[4]),
                                Integer.parseInt(words[5]),
                                nanos(words[6])));
            case NodeOutput.FAILED -> new CommandResponse(node, words[3], nanos(words[2]), RevocationWait.NOTHING);
            default -> new CommandResponse(node, "", Duration.ZERO, RevocationWait.NOTHING);
        };
    }

    boolean isDone() {
        return failure.isEmpty();
    }

    private static Duration nanos(String text) {
        return Duration.ofNanos(Long.parseLong(text));
    }
}
