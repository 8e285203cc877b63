/**
 * Export and import of all data as NDJSON: {@code Exporter} writes it, {@code Importer} reads it, and {@code Line}
 * defines the types of lines. {@code docs/export-format.md} describes the format.
 */
@NullMarked
package io.anchorify.examples.jetty.transfer;

import org.jspecify.annotations.NullMarked;
