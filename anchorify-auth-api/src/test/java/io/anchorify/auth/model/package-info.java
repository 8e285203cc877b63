/**
 * The revocation protocol as a model that is checked exhaustively. {@code docs/design/model.md} describes the protocol and
 * what the search found. The model shares no code with the library; the library has to follow it.
 *
 * <p>Start with {@link io.anchorify.auth.model.RevocationModelTest}: in every {@link io.anchorify.auth.model.World} the promise
 * holds in every state, and each {@link io.anchorify.auth.model.Rule} is needed. A failure prints a shortest sequence of steps
 * to the violation.
 *
 * <p>In a {@link io.anchorify.auth.model.State}, each {@link io.anchorify.auth.model.Actor} lists the moves that the {@link
 * io.anchorify.auth.model.Rules} allow: {@link io.anchorify.auth.model.RevokerSteps}, {@link
 * io.anchorify.auth.model.NodeLoop}, {@link io.anchorify.auth.model.LoadSteps}, {@link
 * io.anchorify.auth.model.RequestSteps} and smaller ones. The {@link io.anchorify.auth.model.Explorer} makes every move in
 * every state, breadth first, and stops at the first state that breaks the promise.
 */
package io.anchorify.auth.model;
