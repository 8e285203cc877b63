/**
 * An example application: {@code Main} reads the {@code Settings} and starts the {@code AnchorifyApp}, which wires
 * everything in one place. The pages are in {@code web}, the REST API in {@code api}, the protected documents in {@code
 * documents}, and export and import in {@code transfer}.
 */
@NullMarked
package io.anchorify.examples.jetty;

import org.jspecify.annotations.NullMarked;
