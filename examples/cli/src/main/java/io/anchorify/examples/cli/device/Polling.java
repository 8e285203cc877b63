package io.anchorify.examples.cli.device;

import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decides when to request the token, until the code expires (RFC 8628 section 3.5). Not thread-safe. */
public final class Polling {

    private static final Duration SLOW_DOWN = Duration.ofSeconds(5);
    private static final Duration MAX_BACK_OFF = Duration.ofMinutes(1);

    private final Sleeper sleeper;
    private final InstantSource clock;
    private final Consumer<String> notes;
    private final Instant end;
    private Duration interval;
    private Duration pause;
    private @Nullable Failure problem;
    private boolean hasFailed;

    /**
     * Starts the lifetime of a code.
     *
     * @param notes receives messages for the user while the server does not respond
     */
    public Polling(DeviceCode code, Sleeper sleeper, InstantSource clock, Consumer<String> notes) {
        this.sleeper = sleeper;
        this.clock = clock;
        this.notes = notes;
        end = clock.instant().plus(code.lifetime());
        interval = code.interval();
        pause = interval;
    }

    /** Waits for the time of the next request. Returns false if the code has expired. */
    boolean pause() {
        Duration rest = Duration.between(clock.instant(), end);
        if (rest.isNegative() || rest.isZero()) {
            return false;
        }
        sleeper.sleep(pause.compareTo(rest) < 0 ? pause : rest);
        return true;
    }

    /** The user has not approved yet. */
    void pending() {
        problem = null;
        pause = interval;
    }

    /** The server requires a longer interval from now on. */
    void slowDown() {
        interval = interval.plus(SLOW_DOWN);
        pending();
    }

    /** The server requires this wait once. */
    void busy(Duration retryAfter) {
        pending();
        pause = longer(interval, retryAfter);
    }

    /** The server did not respond, or failed: doubles the wait. */
    void failed(Failure failure) {
        if (problem == null) {
            notes.accept("The server does not respond; retrying until the code expires.");
        }
        hasFailed = true;
        problem = failure;
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(MAX_BACK_OFF) < 0 ? doubled : longer(interval, MAX_BACK_OFF);
    }

    /** Why the last request failed, if it did. */
    Optional<Failure> problem() {
        return Optional.ofNullable(problem);
    }

    /** Whether any request has failed. */
    boolean hasFailed() {
        return hasFailed;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
