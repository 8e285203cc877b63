/** Documents, the example of a resource that tokens protect. */
@NullMarked
package io.anchorify.examples.jetty.documents;

import org.jspecify.annotations.NullMarked;
