/**
 * Events: {@link io.anchorify.auth.internal.event.EventDispatcher} hands what happened to the listeners of the host application,
 * on a thread of its own. Whoever makes a change publishes the event after the commit, and waits for nothing.
 */
@NullMarked
package io.anchorify.auth.internal.event;

import org.jspecify.annotations.NullMarked;
