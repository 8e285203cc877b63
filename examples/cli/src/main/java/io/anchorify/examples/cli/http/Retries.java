package io.anchorify.examples.cli.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Counts the attempts of one request and decides whether to retry, bounded in number and total wait. */
final class Retries {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(1);

    private final Limits limits;
    private final InstantSource clock;
    private int sent = 1;
    private Duration paused = Duration.ZERO;

    Retries(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** The number of attempts so far. */
    int sent() {
        return sent;
    }

    /** The wait after a broken connection; empty to give up. */
    Optional<Duration> afterBrokenConnection() {
        return retry(FIRST_PAUSE.multipliedBy(sent));
    }

    /** The wait after a 503 response; empty to give up. */
    Optional<Duration> after(Response unavailable) {
        return retry(retryAfter(unavailable));
    }

    /** The value of {@code Retry-After}, in seconds or as a date (RFC 9110 section 10.2.3). */
    Duration retryAfter(Response unavailable) {
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
            return DEFAULT_PAUSE;
        }
    }

    private Optional<Duration> retry(Duration pause) {
        Duration total = paused.plus(pause);
        if (sent >= limits.attempts() || total.compareTo(limits.pauses()) > 0) {
            return Optional.empty();
        }
        sent++;
        paused = total;
        return Optional.of(pause);
    }
}
