package io.anchorify.examples.cli.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How often one request was sent, and whether it may be sent again: a bounded number of times in a bounded time. */
final class Retries {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration UNNAMED_PAUSE = Duration.ofSeconds(1);

    private final Limits limits;
    private final InstantSource clock;
    private int sent = 1;
    private Duration paused = Duration.ZERO;

    Retries(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** How often the request was sent. */
    int sent() {
        return sent;
    }

    /** How long to wait after a broken connection; empty if it was sent often enough. */
    Optional<Duration> afterBrokenConnection() {
        return again(FIRST_PAUSE.multipliedBy(sent));
    }

    /** How long to wait after an answer that asks to come back; empty if that is not worth waiting for. */
    Optional<Duration> after(Answer unavailable) {
        return again(retryAfter(unavailable));
    }

    /** What {@code Retry-After} says, in either of its forms (RFC 9110 section 10.2.3). */
    Duration retryAfter(Answer unavailable) {
        String value = unavailable.header("Retry-After").orElse("").strip();
        if (value.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration until = Duration.between(clock.instant(), then);
            return until.isNegative() ? Duration.ZERO : until;
        } catch (DateTimeException e) {
            return UNNAMED_PAUSE;
        }
    }

    private Optional<Duration> again(Duration pause) {
        Duration all = paused.plus(pause);
        if (sent >= limits.tries() || all.compareTo(limits.pauses()) > 0) {
            return Optional.empty();
        }
        sent++;
        paused = all;
        return Optional.of(pause);
    }
}
