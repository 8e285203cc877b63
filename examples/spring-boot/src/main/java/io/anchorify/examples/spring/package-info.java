/**
 * The library in an application on Spring Boot: {@code TokenConfiguration} makes the service and maps the filter, {@code
 * MeController} stands behind it. {@code FirstToken} is there so that the example can be tried at once.
 */
@NullMarked
package io.anchorify.examples.spring;

import org.jspecify.annotations.NullMarked;
