/**
 * What Spring Boot's Actuator shows of the tokens, if the application uses it.
 *
 * <p>{@link io.anchorify.auth.spring.actuate.AnchorifyHealthIndicator} reports whether tokens can be decided, {@link
 * io.anchorify.auth.spring.actuate.AnchorifyEndpoint} the statistics and the policy of the service. The meters of {@link
 * io.anchorify.auth.servlet.metrics} are bound to the registry of the application. None of them shows a secret, a hash, an owner
 * or a connection URL.
 */
@NullMarked
package io.anchorify.auth.spring.actuate;

import org.jspecify.annotations.NullMarked;
