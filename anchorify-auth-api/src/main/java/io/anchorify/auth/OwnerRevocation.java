package io.anchorify.auth;

import org.jspecify.annotations.Nullable;

/**
 * What a call that ends all tokens of an owner came to. Once it has returned, no node accepts any of them.
 *
 * @param revoked how many were active before
 * @param receipt since when they are refused everywhere; {@code null} if there cannot be such an owner
 */
public record OwnerRevocation(int revoked, @Nullable Receipt receipt) {}
