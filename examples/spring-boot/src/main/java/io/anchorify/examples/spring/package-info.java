/**
 * A Spring Boot application with the library. {@code TokenConfiguration} creates the service and maps the filter in front of
 * {@code MeController}. {@code FirstToken} issues a token to try it with.
 */
@NullMarked
package io.anchorify.examples.spring;

import org.jspecify.annotations.NullMarked;
