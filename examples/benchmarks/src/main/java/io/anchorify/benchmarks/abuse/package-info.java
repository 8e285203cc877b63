/**
 * What users of good tokens notice while somebody floods the service with made-up ones.
 *
 * <p>{@code Abuse} begins. Windows of quiet, of fakes, of malformed tokens and of threads that only take the processor
 * take turns; {@code GoodLoad} is the users, {@code Flood} the attackers, and {@code WatchedStore} stands before the
 * database and sees who gets through to it.
 */
@NullMarked
package io.anchorify.benchmarks.abuse;

import org.jspecify.annotations.NullMarked;
