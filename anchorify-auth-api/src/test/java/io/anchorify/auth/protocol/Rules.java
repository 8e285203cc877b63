package io.anchorify.auth.protocol;

import java.util.EnumSet;
import java.util.Set;

/**
 * What the actors of a world keep to.
 *
 * @param broken the rules that they do not
 * @param extraWait by how many ticks who revokes waits longer than it must
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

    /** From when a revocation that was known to be committed at that time holds, whoever has acknowledged it. */
    int waitedOutAt(int committedAt, World world) {
        return committedAt + world.term() + extraWait - (keep(Rule.WAIT_FOR_LAST_TERM) ? 0 : 1);
    }
}
