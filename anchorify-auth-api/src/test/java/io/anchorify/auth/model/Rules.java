package io.anchorify.auth.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * The rules that the actors of a world follow.
 *
 * @param broken the rules that they do not follow
 * @param extraWait how many ticks a revocation waits longer than it must
 */
record Rules(Set<Rule> broken, int extraWait) {

    static final Rules ALL = new Rules(EnumSet.noneOf(Rule.class), 0);

    static Rules without(Rule rule) {
        return new Rules(EnumSet.of(rule), 0);
    }

    static Rules waitingLonger() {
        return new Rules(EnumSet.noneOf(Rule.class), 1);
    }

    boolean keep(Rule rule) {
        return !broken.contains(rule);
    }

    /** When a revocation is in effect without acknowledgements, if its commit was known at the given time. */
    int waitedOutAt(int committedAt, World world) {
        return committedAt + world.term() + extraWait - (keep(Rule.WAIT_FOR_LAST_TERM) ? 0 : 1);
    }
}
