/** The texts of the page in several languages, and times for display. */
@NullMarked
package io.anchorify.auth.web.internal.text;

import org.jspecify.annotations.NullMarked;
