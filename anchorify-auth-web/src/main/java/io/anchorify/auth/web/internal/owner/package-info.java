/**
 * The page of an owner: {@link io.anchorify.auth.web.internal.owner.OwnerPages} has the routes, {@link
 * io.anchorify.auth.web.internal.owner.ListView} builds what the list shows, and one class for each kind of change handles its forms.
 */
@NullMarked
package io.anchorify.auth.web.internal.owner;

import org.jspecify.annotations.NullMarked;
