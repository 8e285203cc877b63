package io.anchorify.auth.jdbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
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
}
