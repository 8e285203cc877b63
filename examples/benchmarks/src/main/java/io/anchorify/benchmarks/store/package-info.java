/** What the operations of the JDBC store cost on H2, PostgreSQL and MariaDB, on embedded servers. */
@NullMarked
package io.anchorify.benchmarks.store;

import org.jspecify.annotations.NullMarked;
