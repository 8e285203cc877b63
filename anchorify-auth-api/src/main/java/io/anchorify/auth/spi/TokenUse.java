package io.anchorify.auth.spi;

import java.time.Instant;

/**
 * That a token was used.
 *
 * @param tokenId the public id of the token
 * @param usedAt when, in whole microseconds
 */
public record TokenUse(String tokenId, Instant usedAt) {}
