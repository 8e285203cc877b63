/**
 * The request path: what happens to a presented token.
 *
 * <p>Start at {@link io.anchorify.auth.internal.lookup.CachingAuthenticator#authenticate} and read downwards. A {@link
 * io.anchorify.auth.internal.lookup.HasherPool} checks the token format ({@link
 * io.anchorify.auth.internal.lookup.TokenCodec}) and hashes it. While the {@link io.anchorify.auth.internal.cluster.Term}
 * of this node is valid, the answer comes from the {@link io.anchorify.auth.internal.lookup.TokenCache}. Otherwise, and for
 * a hash that is not cached, the {@link io.anchorify.auth.internal.lookup.TokenLoader} reads the store, within the {@link
 * io.anchorify.auth.internal.lookup.LookupLimiter}, and the {@link io.anchorify.auth.internal.lookup.TokenEvaluator}
 * decides whether the token is usable.
 *
 * <p>Two rules keep revoked tokens out: the term is checked before the cache is read, and a result is stored only if the
 * {@link io.anchorify.auth.internal.lookup.Fence} has not moved since before the store was read.
 */
@NullMarked
package io.anchorify.auth.internal.lookup;

import org.jspecify.annotations.NullMarked;
