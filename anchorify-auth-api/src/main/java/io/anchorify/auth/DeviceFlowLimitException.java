package io.anchorify.auth;

import java.time.Duration;

/**
 * A device authorization was not started, because too many of them are started or undecided. A client is answered {@code 429}
 * (RFC 6585 section 4) or {@code 503} (RFC 9110 section 15.6.4) with {@code Retry-After}. The message can be shown to a user.
 */
public class DeviceFlowLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Which limit was exceeded. */
    public enum Limit {
        /** Too many authorizations were started on this node in the last seconds: {@code 429}. */
        RATE,
        /** Too many authorizations in the store wait for a decision: {@code 503}. */
        UNDECIDED
    }

    /** Which limit was exceeded. */
    private final Limit limit;

    /** How long a client should wait. */
    private final Duration retryAfter;

    private DeviceFlowLimitException(Limit limit, String message, Duration retryAfter) {
        super(message);
        this.limit = limit;
        this.retryAfter = retryAfter;
    }

    /**
     * Too many authorizations were started in the last seconds.
     *
     * @return the exception
     */
    public static DeviceFlowLimitException rate() {
        return new DeviceFlowLimitException(
                Limit.RATE, "Too many logins were started. Try again in a few seconds", Duration.ofSeconds(5));
    }

    /**
     * Too many authorizations wait for a decision.
     *
     * @return the exception
     */
    public static DeviceFlowLimitException undecided() {
        return new DeviceFlowLimitException(
                Limit.UNDECIDED,
                "Too many logins wait for their approval. Try again in a minute",
                Duration.ofMinutes(1));
    }

    /** {@return which limit was exceeded} */
    public Limit limit() {
        return limit;
    }

    /** {@return how long a client should wait before it retries, at least one second} */
    public Duration retryAfter() {
        return retryAfter;
    }
}
