/**
 * Per-user bearer tokens: issue them, check them on every request, see when they were last used, revoke them.
 *
 * <p>Start at {@link io.anchorify.auth.TokenService}, which a process builds once on a {@link
 * io.anchorify.auth.spi.TokenStore}. It {@linkplain io.anchorify.auth.TokenService#issue issues} an {@link
 * io.anchorify.auth.IssuedToken}, whose {@link io.anchorify.auth.Secret} is shown to its user once, and {@linkplain
 * io.anchorify.auth.TokenService#authenticate authenticates} what a request presents. The answer is an {@link
 * io.anchorify.auth.Authentication}: the {@link io.anchorify.auth.TokenPrincipal}, or the reason for a rejection. A cached
 * token costs one SHA-256 and one read of a Caffeine cache. A command without a browser
 * gets its token by the {@link io.anchorify.auth.DeviceFlow}. A {@link io.anchorify.auth.TokenListener}
 * receives what happens to tokens. A client detects a mistyped token with {@link
 * io.anchorify.auth.TokenFormat}, without a request.
 *
 * <p>Everything here is safe for concurrent use by platform and virtual threads, except the builder.
 */
@NullMarked
package io.anchorify.auth;

import org.jspecify.annotations.NullMarked;
