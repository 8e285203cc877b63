/**
 * The protocol by which a revocation will hold on every node when the call returns, as a model that is searched to its
 * end: {@code docs/revocation-model.md} says what it is for and what it found. It shares no code with the library; it
 * is what that code has to be built to.
 *
 * <p>A {@link io.anchorify.auth.protocol.State} is one moment of a small {@link io.anchorify.auth.protocol.World}. Each
 * {@link io.anchorify.auth.protocol.Actor} names the moves that it may make in it, keeping to the {@link
 * io.anchorify.auth.protocol.Rules}: {@link io.anchorify.auth.protocol.RevokerSteps}, {@link
 * io.anchorify.auth.protocol.NodeLoop}, {@link io.anchorify.auth.protocol.LoadSteps}, {@link
 * io.anchorify.auth.protocol.RequestSteps} and some smaller ones. The {@link io.anchorify.auth.protocol.Explorer} makes
 * every move in every state, breadth first, and stops at the first state that breaks the promise. {@code
 * RevocationModelTest} says in which worlds that must never be, and that it must be where a {@link
 * io.anchorify.auth.protocol.Rule} is broken.
 */
package io.anchorify.auth.protocol;
