package io.anchorify.benchmarks.abuse;

import io.anchorify.auth.TokenServiceStats;
import java.util.Map;

/**
 * Everything that is counted, as it stood at a moment.
 *
 * @param nanoTime the moment
 * @param answers what the attackers were told
 * @param goodLookups how many lookups of good tokens reached the store
 * @param otherLookups how many other lookups reached the store
 * @param stats what the service says of itself
 * @param jvmNanos the processor time of this JVM
 * @param databaseNanos the processor time of the database
 */
record Moment(
        long nanoTime,
        Map<Attack.Answer, Long> answers,
        long goodLookups,
        long otherLookups,
        TokenServiceStats stats,
        long jvmNanos,
        long databaseNanos) {

    static Moment now(Service service, Processors processors, Flood flood) {
        return new Moment(
                System.nanoTime(),
                flood.answers(),
                service.store().goodLookups(),
                service.store().otherLookups(),
                service.stats(),
                processors.jvmNanos(),
                processors.databaseNanos());
    }

    long answers(Attack.Answer answer) {
        return answers.getOrDefault(answer, 0L);
    }

    long allAnswers() {
        return answers.values().stream().mapToLong(Long::longValue).sum();
    }
}
