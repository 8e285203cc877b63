/**
 * What several measurements need: tokens that are made out of their number, the heap when nothing is left to collect,
 * medians, options and tables.
 */
@NullMarked
package io.anchorify.benchmarks.support;

import org.jspecify.annotations.NullMarked;
