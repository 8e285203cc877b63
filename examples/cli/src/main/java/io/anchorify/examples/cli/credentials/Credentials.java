package io.anchorify.examples.cli.credentials;

import io.anchorify.examples.cli.common.BearerToken;

/** A server and a token for it. */
public record Credentials(Host host, BearerToken token) {}
