/**
 * What the library costs with a real database under it, each time beside what the database and its driver cost alone, in
 * the same process and in turns. Each class with a {@code main} is one measurement; it prints tables in Markdown.
 *
 * <p>The databases are those of the tests: PostgreSQL and MariaDB out of Maven packages with durability on, and H2. They
 * run on the machine of the measurement, so absolute figures are those of the machine; what counts are the ratios.
 *
 * <p>How long a revocation takes one by one, and what it costs in statements, is measured in the module of the store:
 * {@code RevocationMeasurements} and {@code StatementsMeasurement} beside its tests.
 */
@NullMarked
package io.anchorify.benchmarks.store;

import org.jspecify.annotations.NullMarked;
