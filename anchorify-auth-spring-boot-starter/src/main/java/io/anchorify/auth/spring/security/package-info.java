/**
 * Tokens in Spring Security. {@link io.anchorify.auth.spring.security.AnchorifyTokensConfigurer} adds them to a filter chain, and
 * {@link io.anchorify.auth.spring.security.TokenAuthentication} is what a valid token puts into the security context.
 */
@NullMarked
package io.anchorify.auth.spring.security;

import org.jspecify.annotations.NullMarked;
