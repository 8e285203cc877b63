package io.anchorify.benchmarks.abuse;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts answers. Safe for use by many threads. */
final class Tally {

    private final Map<Attack.Answer, LongAdder> counts = new EnumMap<>(Attack.Answer.class);

    Tally() {
        for (Attack.Answer answer : Attack.Answer.values()) {
            counts.put(answer, new LongAdder());
        }
    }

    void add(Attack.Answer answer) {
        Objects.requireNonNull(counts.get(answer)).increment();
    }

    /** The counts as they stand, not of one instant. */
    Map<Attack.Answer, Long> counts() {
        Map<Attack.Answer, Long> copy = new EnumMap<>(Attack.Answer.class);
        counts.forEach((answer, count) -> copy.put(answer, count.sum()));
        return copy;
    }
}
