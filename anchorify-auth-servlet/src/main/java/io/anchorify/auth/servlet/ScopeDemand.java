package io.anchorify.auth.servlet;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The scopes that a token needs.
 *
 * @param all the scopes that it needs all of
 * @param any the scopes that it needs one of, unless the list is empty
 */
record ScopeDemand(Set<String> all, List<String> any) {

    boolean isMetBy(Set<String> scopes) {
        return (all.isEmpty() || scopes.containsAll(all)) && (any.isEmpty() || !Collections.disjoint(scopes, any));
    }

    ScopeDemand and(Collection<String> more) {
        Set<String> both = new HashSet<>(all);
        both.addAll(more);
        return new ScopeDemand(both, any);
    }

    /** Scopes that meet this demand, as few as possible: the first of the alternatives, if one is needed. */
    Set<String> sufficient() {
        Set<String> sufficient = new TreeSet<>(all);
        if (!isMetBy(all)) {
            sufficient.add(any.get(0));
        }
        return sufficient;
    }
}
