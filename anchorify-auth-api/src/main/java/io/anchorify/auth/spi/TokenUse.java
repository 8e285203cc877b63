package io.anchorify.auth.spi;

import java.time.Instant;

/**
 * A use of a token.
 *
 * @param tokenId the public id of the token
 * @param usedAt when, in whole microseconds
 */
public record TokenUse(String tokenId, Instant usedAt) {}
