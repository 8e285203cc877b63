/**
 * Bearer tokens on servlet requests, as RFC 6750 has them.
 *
 * <p>{@link io.anchorify.auth.servlet.BearerTokenFilter} is the whole of it, set up in code by {@link
 * io.anchorify.auth.servlet.BearerTokenFilterBuilder} or in {@code web.xml} by init parameters. A request goes through
 * {@code AuthorizationHeader}, which reads what was presented, to the {@link io.anchorify.auth.TokenService}, which
 * decides; then either on along the chain as an {@code AuthenticatedRequest}, or back to the client as a {@code Denial}.
 * A {@link io.anchorify.auth.servlet.FilterListener} is told either way, before that happens.
 */
@NullMarked
package io.anchorify.auth.servlet;

import org.jspecify.annotations.NullMarked;
