package io.anchorify.auth.protocol;

import java.util.List;

/**
 * What a search found.
 *
 * @param states how many states it saw until it ended
 * @param violation what went wrong, empty if nothing can
 * @param trace a shortest way there, a line a step
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
