package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.RejectionReason;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FilterOutcomeTest {

    @ParameterizedTest
    @EnumSource
    void rejectionReason_hasTheOutcomeOfItsName(RejectionReason reason) {
        FilterOutcome outcome = FilterOutcome.valueOf(reason.name());

        assertThat(FilterOutcome.of(reason)).isEqualTo(outcome);
        assertThat(Arrays.stream(FilterOutcome.values()).filter(other -> other.reason() == reason))
                .containsExactly(outcome);
    }
}
