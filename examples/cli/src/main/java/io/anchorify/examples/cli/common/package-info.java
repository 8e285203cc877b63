/**
 * What every part of the command needs: the {@link io.anchorify.examples.cli.common.Failure} that ends it, the {@link
 * io.anchorify.examples.cli.common.BearerToken} that never prints itself, JSON, and the {@link
 * io.anchorify.examples.cli.common.Replacement} of a file as a whole.
 */
@NullMarked
package io.anchorify.examples.cli.common;

import org.jspecify.annotations.NullMarked;
