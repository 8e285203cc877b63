package io.anchorify.examples.cli.http;

import java.time.Duration;

/**
 * Timeouts, retries and size limits of requests.
 *
 * @param connect the timeout of a connection
 * @param response the timeout of a complete response
 * @param stall how long a download may receive no data
 * @param upload the timeout of the response to an upload
 * @param attempts the maximum number of attempts of a request
 * @param pauses the maximum total wait between the attempts
 * @param bytes the maximum size of a response, except downloads
 */
public record Limits(
        Duration connect,
        Duration response,
        Duration stall,
        Duration upload,
        int attempts,
        Duration pauses,
        int bytes) {

    public static final Limits STANDARD = new Limits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofMinutes(30),
            4,
            Duration.ofSeconds(30),
            16 * 1024 * 1024);
}
