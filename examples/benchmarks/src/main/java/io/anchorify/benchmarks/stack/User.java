package io.anchorify.benchmarks.stack;

import java.security.Principal;

/**
 * Whom a request speaks for.
 *
 * @param name as it is in the answer
 */
record User(String name) implements Principal {

    @Override
    public String getName() {
        return name;
    }
}
