/** The pages: sign in, the dashboard with its tokens, and what guards the forms. */
@NullMarked
package io.anchorify.examples.jetty.web;

import org.jspecify.annotations.NullMarked;
