/**
 * What the library costs, beside the least that it could cost and what others cost in its place.
 *
 * <p>{@link io.anchorify.benchmarks.Benchmarks} is the door: each measurement is a command of its own, in a package of
 * its own, and prints what it found as a Markdown table. Figures are compared within one run only, as ratios; what a
 * nanosecond is worth on another machine, or on the same one an hour later, nobody knows.
 */
@NullMarked
package io.anchorify.benchmarks;

import org.jspecify.annotations.NullMarked;
