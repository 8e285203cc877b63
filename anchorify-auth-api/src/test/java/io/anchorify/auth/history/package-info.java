/**
 * Random histories of tokens. {@link io.anchorify.auth.history.TokenHistory} makes random calls on two services that share a
 * store, makes the same changes to {@link io.anchorify.auth.history.ReferenceTokens}, which are plain values in memory, and
 * compares what both say about each token. {@link io.anchorify.auth.history.TokenHistoryContract} runs many histories under
 * several policies, on any store.
 */
@NullMarked
package io.anchorify.auth.history;

import org.jspecify.annotations.NullMarked;
