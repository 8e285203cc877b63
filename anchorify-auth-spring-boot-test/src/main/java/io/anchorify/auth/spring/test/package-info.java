/**
 * Tokens in the tests of Spring Boot applications. Add this module with scope {@code test}.
 *
 * <ul>
 *   <li>{@link io.anchorify.auth.spring.test.WithAnchorifyToken} runs a test as the owner of a token.
 *   <li>{@link io.anchorify.auth.spring.test.AnchorifyTokenRequestPostProcessor#anchorifyToken} adds a token to one request of
 *       {@code MockMvc}.
 *   <li>{@link io.anchorify.auth.spring.test.TestTokens} issues tokens for other clients, for instance {@code RestTestClient}.
 *   <li>{@link io.anchorify.auth.spring.test.AutoConfigureAnchorifyTokens} replaces the database of the tokens by memory; {@code
 *       @WebMvcTest} does so by itself.
 * </ul>
 *
 * <p>Requests carry real tokens of the service in the application context, so the filter, the security chain and their rules decide
 * as in production.
 */
@NullMarked
package io.anchorify.auth.spring.test;

import org.jspecify.annotations.NullMarked;
