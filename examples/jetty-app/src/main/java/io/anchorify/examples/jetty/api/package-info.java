/** The REST API. Every request that arrives here has passed the bearer token filter. */
@NullMarked
package io.anchorify.examples.jetty.api;

import org.jspecify.annotations.NullMarked;
