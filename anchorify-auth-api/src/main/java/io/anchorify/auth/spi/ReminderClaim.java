package io.anchorify.auth.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A claim on the reminder of a token that expires soon. While it lasts, nobody else can claim the same token.
 *
 * @param id distinguishes the claimant from others
 * @param before how long before the expiry its owner is reminded, in whole seconds
 * @param until when the claim ends, unless it is confirmed before
 */
public record ReminderClaim(UUID id, Duration before, Instant until) {}
