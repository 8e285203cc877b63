package io.anchorify.auth;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a device asked for: what an approval page shows to the user. Client name, address and scopes come from the device, which
 * nobody has authenticated.
 *
 * @param userCode as it is shown on the device, such as {@code WDJB-MJHT}
 * @param clientName what the device calls itself, 1 to 100 characters
 * @param remoteAddress from where the device started the authorization, or {@code null} if it is not known
 * @param scopes the requested scopes; empty if the device requested none
 * @param startedAt when the authorization was started
 * @param expiresAt when it expires
 */
public record DeviceRequest(
        String userCode,
        String clientName,
        @Nullable String remoteAddress,
        Set<String> scopes,
        Instant startedAt,
        Instant expiresAt) {

    /**
     * Validates the request.
     *
     * @throws IllegalArgumentException if a text does not have the described form
     */
    public DeviceRequest {
        if (!UserCode.isUserCode(userCode)) {
            throw new IllegalArgumentException("A user code must be two groups of four letters of " + UserCode.LETTERS
                    + ", separated by a hyphen");
        }
        TextRules.requireClientName(clientName);
        TextRules.requireAddress(remoteAddress);
        scopes = TextRules.requireScopes(scopes);
    }
}
