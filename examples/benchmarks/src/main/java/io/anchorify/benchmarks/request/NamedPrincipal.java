package io.anchorify.benchmarks.request;

import java.security.Principal;

/** The smallest principal. */
record NamedPrincipal(String name) implements Principal {

    @Override
    public String getName() {
        return name;
    }
}
