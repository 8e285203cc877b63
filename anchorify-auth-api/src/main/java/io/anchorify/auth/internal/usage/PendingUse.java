package io.anchorify.auth.internal.usage;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.spi.TokenUse;

/**
 * A use that waits to be written.
 *
 * @param answer what the request was told
 */
record PendingUse(TokenUse use, Authentication answer) {

    String tokenId() {
        return use.tokenId();
    }
}
