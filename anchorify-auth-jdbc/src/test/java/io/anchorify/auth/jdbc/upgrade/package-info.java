/**
 * Nodes of the previous version of this library beside nodes of this version, on one database whose schema is upgraded while
 * they run. {@link io.anchorify.auth.jdbc.upgrade.PreviousVersion} compiles the previous version from the Git history.
 */
@NullMarked
package io.anchorify.auth.jdbc.upgrade;

import org.jspecify.annotations.NullMarked;
