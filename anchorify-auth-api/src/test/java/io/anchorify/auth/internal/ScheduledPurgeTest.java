package io.anchorify.auth.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.testing.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduledPurgeTest {

    private final TestTime time = new TestTime();
    private final List<Instant> purged = new ArrayList<>();

    @Test
    void purge_deletesEveryHourWhatIsOldEnough() {
        new ScheduledPurge(purged::add, time.clocks(), Duration.ofDays(2), time.scheduler()).start();

        time.advance(Duration.ofHours(2).plusMinutes(59));

        assertThat(purged)
                .containsExactly(
                        TestTime.START.minus(Duration.ofDays(2)).plus(Duration.ofHours(1)),
                        TestTime.START.minus(Duration.ofDays(2)).plus(Duration.ofHours(2)));
    }

    @Test
    void purge_thatFails_isRepeatedAnHourLater() {
        new ScheduledPurge(this::failOnce, time.clocks(), Duration.ZERO, time.scheduler()).start();

        time.advance(Duration.ofHours(2));

        assertThat(purged).hasSize(2);
    }

    private void failOnce(Instant endedBefore) {
        purged.add(endedBefore);
        if (purged.size() == 1) {
            throw new TokenStoreException("Failed on purpose", null);
        }
    }

    @Test
    void purge_afterTheServiceIsClosed_isNotScheduled() {
        time.scheduler().shutdown();

        new ScheduledPurge(purged::add, time.clocks(), Duration.ZERO, time.scheduler()).start();

        time.advance(Duration.ofHours(2));
        assertThat(purged).isEmpty();
    }

    @Test
    void option_outOfRange_isRefused() {
        try (TokenStore store = TokenStore.inMemory()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TokenService.builder(store)
                            .purgeEndedAfter(Duration.ofDays(-1))
                            .build())
                    .withMessageStartingWith("purgeEndedAfter must be");
        }
    }
}
