/**
 * What a request with a cached token costs: in this library's filter, in a hand-tuned baseline, in sixty lines written by
 * hand, and in four frameworks.
 *
 * <p>Every {@link io.anchorify.benchmarks.request.Contender} is a servlet filter. {@link
 * io.anchorify.benchmarks.request.RequestBenchmark} sends it requests with random {@link
 * io.anchorify.benchmarks.request.Tokens} and reads the principal at the end of the chain. {@link
 * io.anchorify.benchmarks.request.AdmissionCheck} makes sure beforehand that a contender accepts good tokens only. {@link
 * io.anchorify.benchmarks.request.JettyServer} puts the same filters into a real server, and {@link
 * io.anchorify.benchmarks.request.Smoke} fails a build whose filter has become slow.
 */
@NullMarked
package io.anchorify.benchmarks.request;

import org.jspecify.annotations.NullMarked;
