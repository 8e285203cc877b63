/**
 * The HTTP client for one server: {@link io.anchorify.examples.cli.http.ServerClient} sends a {@link
 * io.anchorify.examples.cli.http.Call}, retries within {@link io.anchorify.examples.cli.http.Limits}, and turns every
 * unexpected response into an error message. Redirects are not followed, because they would send the token elsewhere.
 */
@NullMarked
package io.anchorify.examples.cli.http;

import org.jspecify.annotations.NullMarked;
