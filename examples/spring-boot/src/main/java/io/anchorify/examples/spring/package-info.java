/**
 * A Spring Boot application on the starter. {@code SecurityConfiguration} says who can sign in, {@code TokenPage} lets users create
 * tokens, and {@code DocumentsController} is an API whose methods need scopes.
 */
@NullMarked
package io.anchorify.examples.spring;

import org.jspecify.annotations.NullMarked;
