/** The pages: sign-in, dashboard, and the protection of their forms. */
@NullMarked
package io.anchorify.examples.jetty.web;

import org.jspecify.annotations.NullMarked;
