package io.anchorify.auth.jdbc.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a node is started with.
 *
 * @param name what to call it
 * @param url the database, behind the node's proxy
 * @param user the database's user
 * @param password the password of that user
 * @param board the file that says what to try
 * @param history the file that takes what was seen
 * @param round how long a worker takes for one round through all trials
 * @param kind how the node works; only an honest one keeps its promises
 */
record NodeOptions(
        String name, String url, String user, String password, Path board, Path history, Duration round, Kind kind) {

    /** How a node works. */
    enum Kind {
        /** As the library does. */
        HONEST,
        /** Accepts for ever what it accepted once, as a cache does that nobody told of the revocation. */
        FORGETFUL,
        /** Refuses now and then what is good. */
        MOODY
    }

    List<String> toArguments() {
        return List.of(
                name,
                url,
                user,
                password,
                board.toString(),
                history.toString(),
                String.valueOf(round.toMillis()),
                kind.name());
    }

    static NodeOptions parse(String... arguments) {
        return new NodeOptions(
                arguments[0],
                arguments[1],
                arguments[2],
                arguments[3],
                Path.of(arguments[4]),
                Path.of(arguments[5]),
                Duration.ofMillis(Long.parseLong(arguments[6])),
                Kind.valueOf(arguments[7]));
    }

    NodeOptions kind(Kind changed) {
        return new NodeOptions(name, url, user, password, board, history, round, changed);
    }
}
