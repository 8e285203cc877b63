/**
 * What one request with a cached token costs, in nanoseconds and bytes: in the filter, in the least that does the same
 * work, in what somebody would write by hand, and in other libraries.
 *
 * <p>All of them stand behind the same door. A {@link io.anchorify.benchmarks.request.Client} presents one of {@link
 * io.anchorify.benchmarks.request.Tokens} at random, on a request object that costs next to nothing, to a {@link
 * io.anchorify.benchmarks.request.Contender}; the end of the chain asks the request for its principal. Before it is
 * measured, each has to let a good token through under the right name, and to refuse a wrong one; while it is measured,
 * every request has to arrive.
 */
@NullMarked
package io.anchorify.benchmarks.request;

import org.jspecify.annotations.NullMarked;
