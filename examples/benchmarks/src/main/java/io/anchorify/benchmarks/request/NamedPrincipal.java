package io.anchorify.benchmarks.request;

import java.security.Principal;

/** The least that a request can speak for. */
record NamedPrincipal(String name) implements Principal {

    @Override
    public String getName() {
        return name;
    }
}
