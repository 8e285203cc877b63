package io.anchorify.auth.model;

import java.util.List;

/**
 * The result of a search.
 *
 * @param states how many states the search visited
 * @param violation how the promise was broken, empty if it holds
 * @param trace a shortest sequence of steps to the violation, one line each
 */
record Exploration(int states, String violation, List<String> trace) {

    boolean holds() {
        return violation.isEmpty();
    }

    @Override
    public String toString() {
        if (holds()) {
            return "no violation in all of " + states + " states";
        }
        return "violation after " + trace.size() + " steps, " + states + " states: " + violation + "\n    "
                + String.join("\n    ", trace);
    }
}
