/**
 * What authentication costs a whole server. Each {@code Contender} is a Jetty in a process of its own ({@code
 * StackServer}), with the same servlet behind its way of reading bearer tokens; {@code wrk} sends all of them the very
 * same requests, and {@code Stack} compares what they answer a second, and what processor time an answer takes, with
 * those of the server without authentication. With {@code --together} they are paths of one Jetty: two processes differ by
 * more than two filters do.
 *
 * <p>Some contenders are no way to authenticate at all but single steps of one, or one that is repeated: they tell where
 * the time goes. {@code Profile} looks into one contender instead of comparing.
 */
@NullMarked
package io.anchorify.benchmarks.stack;

import org.jspecify.annotations.NullMarked;
