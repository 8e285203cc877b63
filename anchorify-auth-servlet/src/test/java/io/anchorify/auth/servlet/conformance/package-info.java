/**
 * The conformance suite of the filter, in real containers.
 *
 * <p>{@code Container} starts an {@code Application} in one servlet container, in one {@code Variant} of registration, thread
 * model, context path and locale; a {@code Deployment} is a combination of both. Test classes extend {@code ContainerCase},
 * or {@code ConformanceCase} with its application of one filter for each option, and run {@code InEveryContainer}. They
 * speak {@code RawHttp}. {@code ConformanceResults} records the results for docs/conformance.md.
 *
 * <p>The module {@code conformance} runs the same classes from the test-jar in containers with Servlet 6.1. Add a container
 * by implementing {@code Container} and naming the class in {@code META-INF/services}.
 */
package io.anchorify.auth.servlet.conformance;
