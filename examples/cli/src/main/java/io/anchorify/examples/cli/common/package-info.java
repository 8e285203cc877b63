/**
 * Shared by all parts of the command: the {@link io.anchorify.examples.cli.common.Failure} that ends it, the redacted
 * {@link io.anchorify.examples.cli.common.BearerToken}, JSON, and the atomic replacement of files in {@link
 * io.anchorify.examples.cli.common.AtomicFile}.
 */
@NullMarked
package io.anchorify.examples.cli.common;

import org.jspecify.annotations.NullMarked;
