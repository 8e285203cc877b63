package io.anchorify.examples.cli.http;

import java.time.Duration;

/**
 * How long the command waits for a server, and how much it takes from it.
 *
 * @param connect for a connection
 * @param answer for a whole answer
 * @param stall for more of a long download
 * @param upload for the answer to a long upload
 * @param tries how often a request is sent at most
 * @param pauses how long the command waits between the tries of one request, all in all
 * @param bytes the most that an answer has, unless it is a download
 */
public record Limits(
        Duration connect, Duration answer, Duration stall, Duration upload, int tries, Duration pauses, int bytes) {

    public static final Limits STANDARD = new Limits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofMinutes(30),
            4,
            Duration.ofSeconds(30),
            16 * 1024 * 1024);
}
