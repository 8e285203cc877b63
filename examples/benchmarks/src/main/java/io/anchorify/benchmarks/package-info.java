/**
 * Benchmarks of the library: {@code request} measures the filter next to a hand-tuned baseline and four frameworks, {@code
 * store} the operations of the JDBC store on three databases.
 *
 * <p>{@link io.anchorify.benchmarks.Main} runs JMH, or one of the commands that are not JMH benchmarks. Compare figures only
 * within one run.
 */
@NullMarked
package io.anchorify.benchmarks;

import org.jspecify.annotations.NullMarked;
