/** The settings, the routing and the rendering that all servlets share. */
@NullMarked
package io.anchorify.auth.web.internal;

import org.jspecify.annotations.NullMarked;
