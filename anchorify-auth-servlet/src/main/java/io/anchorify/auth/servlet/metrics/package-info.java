/**
 * What the library counts, as meters of Micrometer.
 *
 * <p>{@link io.anchorify.auth.servlet.metrics.FilterMetrics} counts what filters decide, {@link
 * io.anchorify.auth.servlet.metrics.TokenServiceMetrics} shows the figures of {@link
 * io.anchorify.auth.TokenService#stats()}. Names, tags and tag values are all known when the meters are registered; none
 * comes from a request. Micrometer is an optional dependency: who uses neither class needs no jar of it, and nothing else
 * in the library knows this package.
 */
@NullMarked
package io.anchorify.auth.servlet.metrics;

import org.jspecify.annotations.NullMarked;
