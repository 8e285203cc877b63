package io.anchorify.auth.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A use of a token, accepted or refused.
 *
 * @param tokenId the public id of the token
 * @param at when, in whole microseconds
 * @param remoteAddress from where, at most 64 ASCII characters; {@code null} if it is not recorded
 */
public record TokenUse(String tokenId, Instant at, @Nullable String remoteAddress) {

    /**
     * A use without an address.
     *
     * @param tokenId the public id of the token
     * @param at when, in whole microseconds
     */
    public TokenUse(String tokenId, Instant at) {
        this(tokenId, at, null);
    }
}
