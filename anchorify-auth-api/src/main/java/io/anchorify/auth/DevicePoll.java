package io.anchorify.auth;

import java.time.Duration;

/** The answer to a {@linkplain DeviceFlow#poll poll} of a device. The names of the errors are those of RFC 8628 section 3.5. */
public sealed interface DevicePoll {

    /**
     * The user has not decided yet: {@code authorization_pending}.
     *
     * @param interval how long the device waits before its next poll
     */
    record Pending(Duration interval) implements DevicePoll {}

    /**
     * The user has not decided yet, and the device polled too early: {@code slow_down}.
     *
     * @param interval how long the device waits before this and each later poll; 5 seconds longer than before
     */
    record SlowDown(Duration interval) implements DevicePoll {}

    /** The user or the policy of the service denied the request: {@code access_denied}. */
    record Denied() implements DevicePoll {}

    /** The code has expired, was used before or never existed: {@code expired_token}. The device starts a new authorization. */
    record Expired() implements DevicePoll {}

    /**
     * The user approved the request, and this poll issued the token.
     *
     * @param token the token with its secret
     */
    record Issued(IssuedToken token) implements DevicePoll {}
}
