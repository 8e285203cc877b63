/**
 * What a cached token costs, and how well the cache chooses what it keeps.
 *
 * <p>{@code Memory} measures bytes in a JVM of its own for every figure. {@code HitRatio} plays traces of requests to
 * the library, to Caffeine, to a least-recently-used map and to one that knows the future. What is cached comes out of
 * {@code GeneratedStore}, which keeps nothing, so that a cache alone keeps its tokens alive.
 */
@NullMarked
package io.anchorify.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
