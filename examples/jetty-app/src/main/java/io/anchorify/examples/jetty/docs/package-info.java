/** The documentation for users, rendered from the project's Markdown, and the command that they download. */
@NullMarked
package io.anchorify.examples.jetty.docs;

import org.jspecify.annotations.NullMarked;
