package io.anchorify.auth.jdbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final int MANY = 10_000;

    /** A killed server cannot be stopped as well. */
    @Test
    void pair_withAnySeed_consistsOfTwoFaultsThatCanBeCombined() {
        for (int seed = 0; seed < MANY; seed++) {
            List<Fault> pair = FaultPlan.pair(new Random(seed));

            assertThat(pair).hasSize(2).doesNotHaveDuplicates();
            assertThat(pair.stream().filter(fault -> fault.has(Fault.Trait.TAKES_SERVER)))
                    .as("seed %d: %s", seed, Fault.names(pair))
                    .hasSizeLessThan(2);
            assertThat(pair).noneMatch(fault -> fault.has(Fault.Trait.ALONE));
        }
    }

    /** The plan finds a problem of one pair of faults without relying on chance. */
    @Test
    void pairsPlan_contains_everyPossiblePair() {
        List<Set<String>> running = FaultPlan.PAIRS.sequences(new Random(1)).stream()
                .flatMap(sequence -> sequence.scenarios().stream())
                .map(FaultPlanTest::namesOf)
                .toList();
        Set<Set<String>> brought = IntStream.range(0, MANY)
                .mapToObj(seed -> namesOf(FaultPlan.pair(new Random(seed))))
                .collect(Collectors.toSet());

        assertThat(running).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(brought);
    }

    /** A fault injected by SQL cannot be repaired while the server does not respond. */
    @Test
    void inOrder_withAFaultOfTheServer_injectsItLast() {
        for (int seed = 0; seed < MANY; seed++) {
            List<Fault> order = Fault.inOrder(FaultPlan.pair(new Random(seed)));

            assertThat(order.get(0).has(Fault.Trait.TAKES_SERVER))
                    .as("seed %d: %s", seed, Fault.names(order))
                    .isFalse();
        }
    }

    private static Set<String> namesOf(List<Fault> faults) {
        return faults.stream().map(Fault::name).collect(Collectors.toSet());
    }
}
