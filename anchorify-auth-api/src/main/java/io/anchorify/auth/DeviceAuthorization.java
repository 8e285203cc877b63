package io.anchorify.auth;

import java.time.Duration;
import java.time.Instant;

/**
 * A device authorization right after it was started (RFC 8628 section 3.2), the only time at which its device code is known.
 *
 * @param deviceCode what the device {@linkplain DeviceFlow#poll polls} with
 * @param userCode what the user types or confirms, such as {@code WDJB-MJHT}; not secret
 * @param expiresAt when both codes expire
 * @param interval how long the device waits between two polls
 */
public record DeviceAuthorization(Secret deviceCode, String userCode, Instant expiresAt, Duration interval) {}
