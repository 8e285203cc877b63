/** The REST API. The bearer token filter runs before every request. */
@NullMarked
package io.anchorify.examples.jetty.api;

import org.jspecify.annotations.NullMarked;
