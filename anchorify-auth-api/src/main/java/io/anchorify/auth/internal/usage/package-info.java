/**
 * Last-used times: {@link io.anchorify.auth.internal.usage.LastUsedUpdater} collects due uses and writes them in batches on a
 * thread of its own.
 */
@NullMarked
package io.anchorify.auth.internal.usage;

import org.jspecify.annotations.NullMarked;
