/**
 * An application around the library: {@code Main} reads the {@code Settings} and starts the {@code AnchorifyApp}, which
 * wires everything in one place. The pages are in {@code web}, the REST API in {@code api}, what it keeps
 * beside tokens in {@code documents}, and the way of everything out and back in {@code transfer}.
 */
@NullMarked
package io.anchorify.examples.jetty;

import org.jspecify.annotations.NullMarked;
