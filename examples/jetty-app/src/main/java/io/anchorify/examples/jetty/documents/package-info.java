/** Documents: a small thing worth protecting, in a table beside the tokens. */
@NullMarked
package io.anchorify.examples.jetty.documents;

import org.jspecify.annotations.NullMarked;
