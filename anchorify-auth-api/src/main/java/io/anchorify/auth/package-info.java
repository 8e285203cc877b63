/**
 * Per-user bearer tokens: issue them, check them on every request, see when they were used, revoke them.
 *
 * <p>Start at {@link io.anchorify.auth.TokenService}, which is built once per process on a {@link
 * io.anchorify.auth.spi.TokenStore}. It {@linkplain io.anchorify.auth.TokenService#issue issues} an {@link
 * io.anchorify.auth.IssuedToken}, whose {@link io.anchorify.auth.Secret} is shown to its user once, and {@linkplain
 * io.anchorify.auth.TokenService#authenticate authenticates} what a request presents, with an {@link
 * io.anchorify.auth.Authentication} as the answer: the {@link io.anchorify.auth.TokenPrincipal} or a reason for the
 * refusal. A cached token costs one SHA-256 and one local cache read. A client knows a mistyped token by the {@link
 * io.anchorify.auth.TokenFormat}, without asking.
 *
 * <p>Everything here is safe for use by concurrent threads, platform or virtual.
 */
@NullMarked
package io.anchorify.auth;

import org.jspecify.annotations.NullMarked;
