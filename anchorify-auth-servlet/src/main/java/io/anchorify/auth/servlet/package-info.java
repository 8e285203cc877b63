/**
 * Bearer token authentication for servlet applications (RFC 6750).
 *
 * <p>{@link io.anchorify.auth.servlet.BearerTokenFilter} is the entry point. Configure it in code with {@link
 * io.anchorify.auth.servlet.BearerTokenFilterBuilder}, or in {@code web.xml} with init parameters.
 *
 * <p>At startup the {@code DeploymentCheck} looks for mappings that let requests get past the filter. For each request the filter
 * asks its {@code RequestAuthorizer} for a {@code Decision}, unless {@code ProtectedPaths} say that the request is outside. The
 * authorizer parses the {@code
 * AuthorizationHeader}, passes the token to the {@link io.anchorify.auth.TokenAuthenticator}, checks scopes by {@code
 * ScopeRules}, and calls the rule of the host application. The request then proceeds along the chain as an {@code AuthenticatedRequest}, or is rejected
 * with a {@code ProblemResponse}. A {@link io.anchorify.auth.servlet.FilterListener} is called before either happens.
 */
@NullMarked
package io.anchorify.auth.servlet;

import org.jspecify.annotations.NullMarked;
