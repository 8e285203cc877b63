/**
 * Everything that the application keeps, as one stream of lines and back: {@code Exporter} writes it, {@code Importer}
 * reads it, and {@code Line} is what a line can be. The format is described in {@code docs/export-format.md}.
 */
@NullMarked
package io.anchorify.examples.jetty.transfer;

import org.jspecify.annotations.NullMarked;
