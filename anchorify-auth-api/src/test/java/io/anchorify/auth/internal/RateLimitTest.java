package io.anchorify.auth.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.testing.TestTime;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final Duration UNIT = Duration.ofMillis(100);

    private final TestTime time = new TestTime();
    private final RateLimit limit = new RateLimit(UNIT, 5, time::nanoTime);

    @Test
    void burst_isAllowedOnce() {
        assertThat(taken(20)).isEqualTo(5);
        assertThat(taken(20)).isZero();
    }

    @Test
    void units_returnAtTheSustainedRate() {
        taken(20);
        time.advance(UNIT.minusNanos(1));
        assertThat(taken(20)).isZero();
        time.advance(Duration.ofNanos(1));
        assertThat(taken(20)).isEqualTo(1);
        time.advance(UNIT.multipliedBy(3));
        assertThat(taken(20)).isEqualTo(3);
    }

    @Test
    void longPause_returnsNoMoreThanTheBurst() {
        taken(20);
        time.advance(Duration.ofHours(1));
        assertThat(taken(20)).isEqualTo(5);
    }

    private long taken(int attempts) {
        return IntStream.range(0, attempts).filter(i -> limit.tryTake()).count();
    }
}
