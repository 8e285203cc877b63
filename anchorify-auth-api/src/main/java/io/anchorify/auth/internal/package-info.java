/**
 * The implementation of {@link io.anchorify.auth.TokenService}; not exported by this module.
 *
 * <p>{@link io.anchorify.auth.internal.Engine} wires everything once per service, from the parts that {@link
 * io.anchorify.auth.internal.EngineParts} creates, one pair of {@link io.anchorify.auth.internal.Clocks} and one set of
 * {@link io.anchorify.auth.internal.EngineThreads}. The four packages below are independent subjects:
 *
 * <ul>
 *   <li>{@code lookup}: the request path, from the presented text to the answer;
 *   <li>{@code cluster}: how a revocation takes effect on every node before it returns;
 *   <li>{@code usage}: how last-used times reach the store without delaying a request;
 *   <li>{@code event}: how listeners learn what happened to tokens.
 * </ul>
 */
@NullMarked
package io.anchorify.auth.internal;

import org.jspecify.annotations.NullMarked;
