/**
 * When and from where tokens are used: {@link io.anchorify.auth.internal.usage.UsageRecorder} records accepted uses, and refused
 * uses of ended tokens. For each of the two, a {@link io.anchorify.auth.internal.usage.UsageUpdater} collects due uses and writes
 * them in batches, both on one thread.
 */
@NullMarked
package io.anchorify.auth.internal.usage;

import org.jspecify.annotations.NullMarked;
