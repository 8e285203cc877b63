package io.anchorify.auth.jdbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FormTest {

    private static final int MANY = 10_000;

    /** A server that is killed cannot be stopped as well. */
    @Test
    void pair_whateverTheSeed_isOfTwoFaultsThatCanBeThereAtOnce() {
        for (int seed = 0; seed < MANY; seed++) {
            List<Fault> pair = Form.pair(new Random(seed));

            assertThat(pair).hasSize(2).doesNotHaveDuplicates();
            assertThat(pair.stream().filter(fault -> fault.has(Fault.Trait.TAKES_SERVER)))
                    .as("seed %d: %s", seed, Fault.names(pair))
                    .hasSizeLessThan(2);
            assertThat(pair).noneMatch(fault -> fault.has(Fault.Trait.ALONE));
        }
    }

    /** So what goes wrong with one pair alone is found before chance brings it about. */
    @Test
    void pairs_playsEveryPairThatChanceCanBring() {
        List<Set<String>> played = Form.PAIRS.lanes(new Random(1)).stream()
                .flatMap(lane -> lane.scenes().stream())
                .map(FormTest::namesOf)
                .toList();
        Set<Set<String>> brought = IntStream.range(0, MANY)
                .mapToObj(seed -> namesOf(Form.pair(new Random(seed))))
                .collect(Collectors.toSet());

        assertThat(played).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(brought);
    }

    /** What is done by SQL cannot end while the server does not answer. */
    @Test
    void inOrder_withServerTakenAway_takesItLastAndGivesItBackFirst() {
        for (int seed = 0; seed < MANY; seed++) {
            List<Fault> order = Fault.inOrder(Form.pair(new Random(seed)));

            assertThat(order.get(0).has(Fault.Trait.TAKES_SERVER))
                    .as("seed %d: %s", seed, Fault.names(order))
                    .isFalse();
        }
    }

    private static Set<String> namesOf(List<Fault> faults) {
        return faults.stream().map(Fault::name).collect(Collectors.toSet());
    }
}
