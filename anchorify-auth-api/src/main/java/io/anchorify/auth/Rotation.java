package io.anchorify.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of replacing a token by a successor.
 *
 * @param successor the new token, with its secret
 * @param predecessorEndsAt from when on no node accepts the predecessor, by the nodes' wall clocks; after a rotation without
 *     a grace period, on no node once the call has returned with a receipt
 * @param receipt from when on every node knows the end of the predecessor; {@code null} if this is not known, because the
 *     service was closed or the thread was interrupted after the commit. Every node knows it 3.8 seconds after the commit
 */
public record Rotation(
        IssuedToken successor,
        Instant predecessorEndsAt,
        @Nullable Receipt receipt) {

    /** {@return the cleartext of the successor} */
    public Secret secret() {
        return successor.secret();
    }
}
