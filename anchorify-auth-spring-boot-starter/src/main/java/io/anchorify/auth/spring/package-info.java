/**
 * Auto-configuration for Spring Boot. {@link io.anchorify.auth.spring.AnchorifyAuthAutoConfiguration} creates the store and the
 * service, {@link io.anchorify.auth.spring.AnchorifyFilterAutoConfiguration} the filter of an application without Spring
 * Security. {@link io.anchorify.auth.spring.AnchorifyAuthProperties} lists the properties.
 *
 * <p>An application can define any of these beans itself; the auto-configuration then leaves it out. To change one instead, define a
 * {@link io.anchorify.auth.spring.TokenServiceCustomizer} or a {@link io.anchorify.auth.spring.BearerTokenFilterCustomizer}.
 */
@NullMarked
package io.anchorify.auth.spring;

import org.jspecify.annotations.NullMarked;
