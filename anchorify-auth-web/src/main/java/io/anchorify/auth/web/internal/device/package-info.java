/** The device authorization grant (RFC 8628): its endpoints, and the page that approves a request. */
@NullMarked
package io.anchorify.auth.web.internal.device;

import org.jspecify.annotations.NullMarked;
