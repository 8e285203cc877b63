/**
 * Micrometer meters of the library.
 *
 * <p>{@link io.anchorify.auth.servlet.metrics.FilterMetrics} counts the decisions of filters. {@link
 * io.anchorify.auth.servlet.metrics.TokenServiceMetrics} exposes {@link io.anchorify.auth.TokenService#stats()}. All meters
 * and tag values are fixed when they are registered; none comes from a request.
 *
 * <p>Micrometer is an optional dependency. An application that uses neither class does not need it.
 */
@NullMarked
package io.anchorify.auth.servlet.metrics;

import org.jspecify.annotations.NullMarked;
