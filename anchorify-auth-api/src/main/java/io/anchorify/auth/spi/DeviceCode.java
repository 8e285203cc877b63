package io.anchorify.auth.spi;

import io.anchorify.auth.DeviceRequest;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenRequest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of a {@link DeviceCodeStore}.
 *
 * @param hash the SHA-256 of the device code, unique in the store
 * @param request what the device asked for; its user code is unique in the store
 * @param interval how long the device waits between two polls, in whole seconds
 * @param polledAt the last poll; {@code null} if there was none
 * @param state what was decided
 * @param approved the token to issue; {@code null} unless the request was approved
 */
public record DeviceCode(
        TokenHash hash,
        DeviceRequest request,
        Duration interval,
        @Nullable Instant polledAt,
        State state,
        @Nullable TokenRequest approved) {

    /** What was decided on a request. */
    public enum State {
        /** Nothing yet. */
        UNDECIDED,
        /** A token is issued to the next poll. */
        APPROVED,
        /** No token is issued. */
        DENIED
    }

    /**
     * A row without a poll or a decision.
     *
     * @param hash the SHA-256 of the device code
     * @param request what the device asked for
     * @param interval how long the device waits between two polls
     * @return the row
     */
    public static DeviceCode undecided(TokenHash hash, DeviceRequest request, Duration interval) {
        return new DeviceCode(hash, request, interval, null, State.UNDECIDED, null);
    }

    /**
     * Whether the code has expired.
     *
     * @param now the current time
     * @return {@code true} from the time of expiry on
     */
    public boolean isExpired(Instant now) {
        return !request.expiresAt().isAfter(now);
    }

    /**
     * Whether a decision can still be made.
     *
     * @param now the current time
     * @return whether it is undecided and not expired
     */
    public boolean isPending(Instant now) {
        return state == State.UNDECIDED && !isExpired(now);
    }
}
