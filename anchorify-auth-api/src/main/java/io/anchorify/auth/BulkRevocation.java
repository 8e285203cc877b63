package io.anchorify.auth;

import org.jspecify.annotations.Nullable;

/**
 * The result of revoking several tokens. No node accepts any of them once the call has returned.
 *
 * @param revoked how many were not revoked before
 * @param receipt from when on every node rejects them; {@code null} if the owner cannot exist
 */
public record BulkRevocation(int revoked, @Nullable Receipt receipt) {}
