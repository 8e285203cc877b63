/**
 * Talks to one server: {@link io.anchorify.examples.cli.http.ServerClient} sends a {@link
 * io.anchorify.examples.cli.http.Call}, waits and tries again within {@link io.anchorify.examples.cli.http.Limits}, and
 * turns every answer that is not the expected one into a sentence. No redirect is followed, for it would take the token
 * somewhere else.
 */
@NullMarked
package io.anchorify.examples.cli.http;

import org.jspecify.annotations.NullMarked;
