package io.anchorify.auth.jdbc.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The start parameters of a node.
 *
 * @param name its name
 * @param url the database, behind the node's proxy
 * @param user the database's user
 * @param password the password of that user
 * @param window the file with the tokens to try
 * @param history the file for what the node observes
 * @param round how long a worker takes to try all tokens
 * @param behavior which mistake is planted in the node
 */
record NodeOptions(
        String name,
        String url,
        String user,
        String password,
        Path window,
        Path history,
        Duration round,
        Behavior behavior) {

    /** Mistakes that can be planted in a node. */
    enum Behavior {
        /** No mistake. */
        CORRECT,
        /** Accepts a token forever once it was accepted, like a cache without invalidation. */
        NEVER_FORGETTING,
        /** Refuses a valid token now and then. */
        REFUSING_AT_RANDOM
    }

    List<String> toArguments() {
        return List.of(
                name,
                url,
                user,
                password,
                window.toString(),
                history.toString(),
                String.valueOf(round.toMillis()),
                behavior.name());
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
                Behavior.valueOf(arguments[7]));
    }

    NodeOptions behavior(Behavior changed) {
        return new NodeOptions(name, url, user, password, window, history, round, changed);
    }
}
